namespace Collab.AspNetCore.WebSockets;

/// <summary>Limits and times of a dialect's connections.</summary>
internal sealed record WebSocketSettings
{
    /// <summary>The longest message, in bytes, counted while it is received.</summary>
    public required int MaxMessageBytes { get; init; }

    /// <summary>The close code for a longer one.</summary>
    public int TooLargeCode { get; init; } = 4413;

    /// <summary>Time without anything from the peer after which it is sent a ping.</summary>
    public required TimeSpan PingInterval { get; init; }

    /// <summary>Time that it then has to send something before its connection is given up.</summary>
    public required TimeSpan PingTimeout { get; init; }

    /// <summary>Time without a message to the peer after which it is sent <see cref="IConnectionDialect.KeepAlive"/>.</summary>
    public required TimeSpan KeepAliveInterval { get; init; }

    public static WebSocketSettings From(CollabOptions options) => new()
    {
        MaxMessageBytes = options.MaxMessageBytes,
        PingInterval = options.PingInterval,
        PingTimeout = options.PingTimeout,
        KeepAliveInterval = options.KeepAliveInterval,
    };
}
