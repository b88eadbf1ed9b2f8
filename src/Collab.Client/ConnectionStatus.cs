namespace Collab.Client;

/// <summary>How a client stands to its server, and why.</summary>
public sealed record ConnectionStatus(ConnectionState State)
{
    /// <summary>The close code of the last connection (docs/protocol.md); 1006 if it ended without one. Null before the first
    /// has ended, and while online.</summary>
    public int? CloseCode { get; init; }

    /// <summary>What the server said about it, in a few words; or what failed here.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When the next connection is tried; null if none is, or one is being made.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
