namespace Collab.Server.Catalog;

/// <summary>What became of giving a folder another name.</summary>
internal enum FolderRenaming
{
    Renamed,

    /// <summary>No entry names it (any more).</summary>
    NotThere,

    /// <summary>Another folder is called so: two would become one that nobody could take apart again.</summary>
    Taken,
}
