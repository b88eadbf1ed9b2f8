namespace Collab.Core.Sessions;

/// <summary>How an attempt to write a checkpoint ended.</summary>
internal enum CompactionOutcome
{
    /// <summary>It stands for the log now.</summary>
    Stored,

    /// <summary>There was nothing to do: the store has a checkpoint as new, another process's perhaps, or nothing at all.</summary>
    Stale,

    /// <summary>It did not read back as the document; the log is kept.</summary>
    Differs,

    /// <summary>The document could not be read, or the checkpoint not be written.</summary>
    Failed,
}
