namespace Collab.Core.Documents;

/// <summary>What applying an update did to the document.</summary>
public enum ApplyOutcome
{
    /// <summary>No block and no delete was new, and nothing new is pending.</summary>
    Nothing,

    /// <summary>Every block and delete was new and is integrated, and nothing pending was released: the received bytes
    /// are the transaction's update.</summary>
    Whole,

    /// <summary>The document changed, but not by just what was received.</summary>
    Partial,

    /// <summary>Nothing was integrated, but more is pending than before.</summary>
    PendingOnly,
}
