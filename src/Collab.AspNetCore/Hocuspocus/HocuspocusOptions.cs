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

    /// <summary>Messages of a socket that may wait for documents to be opened. Default 1,000.</summary>
    [Range(1, 1 << 20)]
    public int MaxWaitingMessages { get; set; } = 1000;

    /// <summary>Bytes of the messages that may wait for documents to be opened. Default 5 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxWaitingBytes { get; set; } = 5 << 20;

    /// <summary>Time in which a socket has to have opened a document; else it is closed with 4408. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AuthenticationTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
