using System.ComponentModel.DataAnnotations;

namespace Collab.Server.Configuration;

/// <summary>What one process takes on from the network.</summary>
internal sealed class ServerLimits
{
    public const string SectionName = "Collab:Limits";

    /// <summary>Open connections, WebSockets included; more are closed as they come. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>Open connections from one remote address, of which loopback is exempt; more are closed as they come. 0 means
    /// any number, which is right behind a proxy on another machine. Default 100.</summary>
    [Range(0, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; } = 100;

    /// <summary>Time for a request's headers to come. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RequestHeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A request's headers together, in bytes. Default 16 KiB.</summary>
    [Range(1024, 1 << 20)]
    public int MaxRequestHeadersBytes { get; set; } = 16 << 10;

    /// <summary>A request's body, in bytes; WebSocket messages have a limit of their own. Default 1 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxRequestBodyBytes { get; set; } = 1 << 20;
}
