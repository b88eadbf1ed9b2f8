using System.ComponentModel.DataAnnotations;

namespace Collab.Core.Protocol;

/// <summary>What is accepted of awareness, which anyone who may read may send, and how much of it is sent on.</summary>
public sealed record AwarenessLimits
{
    /// <summary>The longest state of a client, in bytes of JSON; a longer one closes its sender. Default 4 KiB.</summary>
    [Range(2, 1 << 20)]
    public int MaxStateBytes { get; init; } = 4 * 1024;

    /// <summary>The most levels of objects and arrays in a state; a deeper one closes its sender. Default 8.</summary>
    [Range(1, 64)]
    public int MaxDepth { get; init; } = 8;

    /// <summary>The most entries in one message: a client repeats all that it knows when it comes. More close its sender.
    /// Default 4096.</summary>
    [Range(1, 1 << 20)]
    public int MaxEntries { get; init; } = 4096;

    /// <summary>The most clients that one peer may speak for; more are not taken in. Default 1, which is what every published provider
    /// needs; 3 for those that let several tabs share a connection.</summary>
    [Range(1, 4096)]
    public int MaxClientsPerPeer { get; init; } = 1;

    /// <summary>Whether those who may only read are seen too; if not, what they send of awareness is passed over. Default: they are.</summary>
    public bool FromReaders { get; init; } = true;

    /// <summary>The key under which a state says, in an object with <c>name</c> and <c>id</c>, whose it is: there the host's display name and
    /// subject, if it knows them, stand for what the client claims. Default <c>user</c>; null to pass states on as they come.</summary>
    public string? IdentityField { get; init; } = "user";

    /// <summary>The most bytes of states that a document keeps; a state past it is not taken in until others have gone.
    /// Default 4 MiB.</summary>
    [Range(2, 1 << 30)]
    public int MaxBytes { get; init; } = 4 << 20;

    /// <summary>The most bytes of awareness a second that a document sends to each peer, over time: after a large message the
    /// next one, which has the newest states, waits longer. Default 1 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBytesPerSecond { get; init; } = 1 << 20;
}
