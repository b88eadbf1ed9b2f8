namespace Collab.Server.Catalog;

/// <summary>What became of deleting an entry.</summary>
internal enum DeletionOutcome
{
    Deleted,

    /// <summary>Only what is in the trash is deleted.</summary>
    NotTrashed,

    NotListed,
}
