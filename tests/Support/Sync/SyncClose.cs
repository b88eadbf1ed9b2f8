namespace Collab.Tests.Support;

/// <summary>How a connection ended.</summary>
/// <param name="Code">The server's close code; 1006 if it came to an end without one.</param>
public sealed record SyncClose(int Code, string Reason)
{
    /// <summary>What clients call an end without a close.</summary>
    public const int Abnormal = 1006;
}
