using System.Buffers.Binary;
using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>All blocks of one client, by clock and without gaps from 0, and what of them is deleted.</summary>
/// <remarks>Clocks are kept beside the handles, so that a search touches one dense array.</remarks>
internal sealed class ClientBlocks(int index, ulong id)
{
    private int[] _clocks = [];
    private int[] _handles = [];
    private int _lastFound;

    /// <summary>Its place in the store's table of clients.</summary>
    public int Index { get; } = index;

    public ulong Id { get; } = id;

    /// <summary>The id as a varUint: its bytes from the lowest of this number on.</summary>
    public ulong IdBytes { get; } = AsVarUint(id);

    public int IdLength { get; } = Lib0Writer.BytesOf(id);

    public int Count { get; private set; }

    /// <summary>The next clock expected: where the last block ends.</summary>
    public int State { get; private set; }

    /// <summary>Every deleted clock; the document's delete set is the union over clients.</summary>
    public ClockRanges Deleted { get; } = new();

    /// <summary>What the running transaction did to these blocks; null if nothing yet.</summary>
    public ClientChanges? Now { get; set; }

    /// <summary>The clock from which on blocks are new in the running transaction.</summary>
    public int NewFrom => Now is { } changes ? changes.StateBefore : State;

    public int HandleAt(int position) => _handles[position];

    public int ClockAt(int position) => _clocks[position];

    /// <summary>The position of the block that holds a clock below <see cref="State"/>.</summary>
    public int PositionOf(int clock)
    {
        var high = Count - 1;
        if (_clocks[high] <= clock)
        {
            return high;
        }

        // A transaction asks for the same block again and again, and typing for neighbours.
        var near = Math.Min(_lastFound, high - 1);
        if (_clocks[near] <= clock && clock < _clocks[near + 1])
        {
            return near;
        }

        // Exact where blocks are of one length, as the values of keys are.
        var guess = (int)((long)clock * Count / State);
        if (guess < high && _clocks[guess] <= clock && clock < _clocks[guess + 1])
        {
            return guess;
        }

        // Without a branch on what is compared: which way a search goes cannot be foretold.
        var clocks = _clocks.AsSpan(0, high);
        var low = 0;
        for (var left = high; left > 1;)
        {
            var half = left >>> 1;
            var goesRight = (clocks[low + half] - clock - 1) >> 31;
            low += half & goesRight;
            left -= half;
        }

        _lastFound = low;
        return low;
    }

    public void Append(int handle, int clock, int length)
    {
        EnsureRoom();
        _clocks[Count] = clock;
        _handles[Count++] = handle;
        State = clock + length;
    }

    public void Insert(int position, int handle, int clock)
    {
        EnsureRoom();
        Array.Copy(_clocks, position, _clocks, position + 1, Count - position);
        Array.Copy(_handles, position, _handles, position + 1, Count - position);
        _clocks[position] = clock;
        _handles[position] = handle;
        Count++;
    }

    public void RemoveRange(int position, int count)
    {
        Array.Copy(_clocks, position + count, _clocks, position, Count - position - count);
        Array.Copy(_handles, position + count, _handles, position, Count - position - count);
        Count -= count;
    }

    /// <summary>Moves a block to another position, over whatever was there.</summary>
    public void Move(int from, int to)
    {
        _clocks[to] = _clocks[from];
        _handles[to] = _handles[from];
    }

    // 53 bits are eight groups of seven at most.
    private static ulong AsVarUint(ulong id)
    {
        var bytes = 0UL;
        var shift = 0;
        for (; id >= 0x80; id >>= 7)
        {
            bytes |= ((id & 0x7F) | 0x80) << shift;
            shift += 8;
        }

        bytes |= id << shift;
        return BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
    }

    private void EnsureRoom()
    {
        if (Count == _handles.Length)
        {
            var size = Math.Max(4, Count + (Count >> 1));
            Array.Resize(ref _clocks, size);
            Array.Resize(ref _handles, size);
        }
    }
}
