namespace Collab.Durability.Tests.Embedding;

internal enum CommitFate
{
    Committed,

    /// <summary>It fails, and nothing of it is kept.</summary>
    Lost,

    /// <summary>It is kept, and all the same it is said to have failed.</summary>
    InDoubt,
}
