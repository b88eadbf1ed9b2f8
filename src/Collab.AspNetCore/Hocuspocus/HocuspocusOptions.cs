using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Collab.AspNetCore;

/// <summary>What a Hocuspocus client may ask of one socket. Past a limit the socket is closed, with 4205.</summary>
[SuppressMessage("Trimming", "IL2026", Justification = "TimeSpan's own converter reads these ranges; it is always kept.")]
public sealed class HocuspocusOptions
{
    /// <summary>Documents that a socket may have open. Default 1,000.</summary>
    [Range(1, 1 << 20)]
    public int MaxDocuments { get; set; } = 1000;

    /// <summary>Documents of a socket that may wait for their token, or for it to be checked. Default 100.</summary>
    [Range(1, 1 << 20)]
    public int MaxWaitingDocuments { get; set; } = 100;

    /// <summary>Messages that may wait on a socket on which nobody was let in yet. Default 16; changes of a document past it are let go of, and
    /// come again in its client's step 2.</summary>
    [Range(1, 1 << 20)]
    public int MaxUnknownMessages { get; set; } = 16;

    /// <summary>Bytes of the messages that may wait on a socket on which nobody was let in yet. Default 64 KiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxUnknownBytes { get; set; } = 64 << 10;

    /// <summary>Messages of a socket that may wait for documents to be opened, once somebody was let in on it. Default 1,000.</summary>
    [Range(1, 1 << 20)]
    public int MaxWaitingMessages { get; set; } = 1000;

    /// <summary>Bytes of the messages that may wait for documents to be opened, once somebody was let in on the socket. Default 5 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxWaitingBytes { get; set; } = 5 << 20;

    /// <summary>Time in which somebody has to be let in on a socket, by a token or a sign-in; else it is closed with 4408. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AuthenticationTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
