namespace Collab.Server.Files;

internal enum PutOutcome
{
    /// <summary>It is there, and durable, now or since an earlier time.</summary>
    Kept,

    /// <summary>The document's files would take more together than they may.</summary>
    OverQuota,
}
