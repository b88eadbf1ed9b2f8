using System.ComponentModel.DataAnnotations;
using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>What the sync endpoint accepts.</summary>
public sealed class CollabOptions
{
    public const string SectionName = "Collab";

    /// <summary>The longest WebSocket message, in bytes, counted while it is received; a longer one closes its sender with
    /// 4413. A new document's first sync is one message. Default 16 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxMessageBytes { get; set; } = 16 << 20;

    /// <summary>The longest update that is taken over HTTP, in bytes; a longer one is refused with 413. Default 256 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxUploadBytes { get; set; } = 256 << 20;

    /// <summary>Updates that are taken over HTTP at once, each of which is held in memory; more wait unread. Default 2.</summary>
    [Range(1, 1024)]
    public int MaxUploads { get; set; } = 2;

    /// <summary>Time between two pings to a silent peer. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Time that a peer has to answer a ping before its connection is given up. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Time without a message to a peer after which it is sent an empty one: y-websocket gives a connection up after
    /// 30 s and does not count pings. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time that a stop of the host waits for what peers sent to become durable. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Time in which the authorizer has to answer; else the client is not let in. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan AuthorizationTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Origins, like <c>https://app.example</c>, whose pages may connect besides the server's own; <c>*</c> allows all.
    /// Clients outside browsers send none and pass. Where a cookie shows who it is, an origin has to be named, and <c>*</c> does not count.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Limits of Hocuspocus clients' sockets.</summary>
    public HocuspocusOptions Hocuspocus { get; set; } = new();

    /// <summary>Limits and times of the documents' sessions.</summary>
    public DocumentSessionOptions Sessions { get; set; } = new();
}
