using Collab.Core.Documents;
using Microsoft.Extensions.Logging;

namespace Collab.Client;

/// <summary>How a <see cref="CollabClient"/> connects and what it keeps; fixed when it is made.</summary>
public sealed class CollabClientOptions
{
    /// <summary>Gives the token that the server's authorizer gets, anew for each connection and each upload; sent as
    /// <c>Authorization: Bearer</c>; null for none. What it throws is a failed attempt like any other: it is asked again after a
    /// pause. Default none.</summary>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; init; }

    /// <summary>Headers of each request, such as Cookie. Default none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What connects and uploads, for proxies or certificates of one's own; the client does not dispose it. Default one for
    /// the process that follows no redirections and keeps no cookies.</summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The replica to begin with, such as one that was kept on disk; it needs a client id that no other replica uses. The
    /// client owns it from then on, and takes what is in it for unsaved. Default an empty one with a random client id.</summary>
    public Document? Document { get; init; }

    /// <summary>The longest message sent; what is larger goes over HTTP beside the connection. Bytes, default 16 MiB, as the
    /// server's.</summary>
    public int MaxMessageBytes { get; init; } = 16 << 20;

    /// <summary>The longest message received: a document comes as one. Bytes, default 256 MiB; a longer one ends the connection.</summary>
    public int MaxReceivedBytes { get; init; } = 256 << 20;

    /// <summary>What may wait to be sent before it is encoded as one update instead. Bytes, default 1 MiB.</summary>
    public int MaxUnsentBytes { get; init; } = 1 << 20;

    /// <summary>The pause before a lost connection is tried again first; doubled after each that fails, and shortened by up to half by
    /// chance. Default 500 ms.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between two attempts. Default 30 s.</summary>
    public TimeSpan MaxRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an attempt to connect, or a goodbye, may take. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence after which a connection is given up; servers send something every 15 s. Default 40 s.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Default the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For client ids and pauses. Default the process' own.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Default none.</summary>
    public ILogger? Logger { get; init; }
}
