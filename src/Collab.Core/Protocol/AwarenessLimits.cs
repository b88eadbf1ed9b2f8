namespace Collab.Core.Protocol;

/// <summary>What is accepted of awareness, which anyone who may read may send.</summary>
public sealed record AwarenessLimits
{
    /// <summary>The longest state of a client, in bytes of JSON. Default 4 KiB.</summary>
    public int MaxStateBytes { get; init; } = 4 * 1024;

    /// <summary>The most levels of objects and arrays in a state. Default 16.</summary>
    public int MaxDepth { get; init; } = 16;

    /// <summary>The most entries in one message: a client repeats all that it knows when it comes. Default 4096.</summary>
    public int MaxEntries { get; init; } = 4096;

    /// <summary>The most clients that one peer may speak for (several tabs may share a connection). Default 3.</summary>
    public int MaxClientsPerPeer { get; init; } = 3;
}
