using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>What one update and one document's pending part may grow to; past it the update is refused whole.</summary>
public sealed record UpdateLimits
{
    /// <summary>The largest clock that the engine can hold, and the default of <see cref="MaxClock"/>.</summary>
    public const int LargestClock = int.MaxValue;

    public static UpdateLimits Default { get; } = new();

    /// <summary>Blocks in one update. Default 2,000,000 (a decoded block takes about 80 bytes until it is integrated).</summary>
    public int MaxBlocksPerUpdate { get; init; } = 2_000_000;

    /// <summary>Blocks that one V2 update may have beyond one for each of its bytes: columns of runs can claim any number of
    /// blocks in a few bytes. Default 200,000, about what 1 MiB of V1 could bring.</summary>
    public int MaxUnpaidBlocks { get; init; } = 200_000;

    /// <summary>Clients that one update may have blocks of, and deletes of. Default 100,000.</summary>
    public int MaxClients { get; init; } = 100_000;

    /// <summary>Ranges in the delete set of one update. Default 2,000,000.</summary>
    public int MaxDeleteRanges { get; init; } = 2_000_000;

    /// <summary>Blocks that a document may hold back because it lacks what they refer to. Default 10,000.</summary>
    public int MaxPendingBlocks { get; init; } = 10_000;

    /// <summary>Bytes of held-back blocks and deletes. Default 4 MiB.</summary>
    public int MaxPendingBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Arrays and objects open at once in one <c>any</c> or JSON value. Default 64, which it may not exceed:
    /// values are read by recursion. Shared types may nest without bound.</summary>
    public int MaxNestingDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Lib0Reader.DefaultMaxDepth);
            field = value;
        }
    } = Lib0Reader.DefaultMaxDepth;

    /// <summary>The largest clock of a client, in units (text: UTF-16 units). Default 2^31-1, which it may not exceed.</summary>
    public int MaxClock { get; init; } = LargestClock;

    /// <summary>The limits of what needs no document: the output grows with the input, so its counts do not matter.</summary>
    internal static UpdateLimits OfStreams { get; } = new()
    {
        MaxBlocksPerUpdate = int.MaxValue,
        MaxClients = int.MaxValue,
        MaxDeleteRanges = int.MaxValue,
    };

    /// <summary>The limits of what the engine itself has written: none, for the blocks in it were paid for when they came.
    /// In V2 their own update may have far fewer bytes than the one that brought them.</summary>
    internal static UpdateLimits OfOwn { get; } = OfStreams with { MaxUnpaidBlocks = int.MaxValue };

    /// <summary>The limits of what a store has: what was accepted once has to load, though limits were lowered meanwhile or what many
    /// updates brought is one by now.</summary>
    internal static UpdateLimits OfStored { get; } = OfOwn with { MaxPendingBlocks = int.MaxValue, MaxPendingBytes = int.MaxValue };

    internal void CheckBlocks(in Lib0Reader reader, int count, int blocksBefore)
    {
        if (count > MaxBlocksPerUpdate - blocksBefore)
        {
            reader.ThrowMalformed($"update of more than {MaxBlocksPerUpdate} blocks");
        }
    }

    internal void CheckUnpaidBlocks(in Lib0Reader reader, long blocks, int updateBytes)
    {
        if (blocks - updateBytes > MaxUnpaidBlocks)
        {
            reader.ThrowMalformed($"update of {updateBytes} bytes has {blocks} blocks");
        }
    }

    internal void CheckClients(in Lib0Reader reader, int count)
    {
        if (count > MaxClients)
        {
            reader.ThrowMalformed($"update of more than {MaxClients} clients");
        }
    }

    internal int ReadClock(ref Lib0Reader reader)
    {
        var clock = reader.ReadVarUint();
        if (clock > (ulong)MaxClock)
        {
            reader.ThrowMalformed("clock is too large");
        }

        return (int)clock;
    }
}
