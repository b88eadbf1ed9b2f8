namespace Collab.Core.Blocks;

/// <summary>The blocks of one client in an update, by clock and without gaps.</summary>
/// <param name="End">The first block that is not the client's any more.</param>
internal record struct UpdateSection(ulong Client, int Start, int End)
{
    /// <summary>The next block that the plan takes; the section is used up at <see cref="End"/>.</summary>
    public int Next { get; set; } = Start;

    /// <summary>Its first block that has to wait, if any has: what comes after waits with it.</summary>
    public int WaitsFrom { get; set; } = End;

    /// <summary>One of its blocks waits for another client's.</summary>
    public bool IsWaiting { get; set; }

    public readonly bool IsUsedUp => Next >= End;
}
