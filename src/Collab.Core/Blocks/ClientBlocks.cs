using System.Buffers.Binary;
using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>All blocks of one client, by clock and without gaps from 0, and what of them is deleted.</summary>
/// <remarks>
/// <para>Clocks are kept beside the handles, so that a search touches one dense array.</para>
/// <para>Where blocks were last inserted or removed, a gap may stay open: whoever deletes here and there in a long run splits and
/// merges next to it, and moves only what lies between, not all that follows. Positions do not count the gap.</para>
/// </remarks>
internal sealed class ClientBlocks(int index, ulong id)
{
    private const int GapLength = 256;

    // With fewer blocks behind it than this, a block is inserted by moving them.
    private const int MinBlocksForGap = 64;

    private int[] _clocks = [];
    private int[] _handles = [];
    private int _lastFound;

    // The position before which the gap lies, and its length; 0 if there is none.
    private int _gapAt;
    private int _gap;

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

    public int HandleAt(int position) => _handles[PlaceOf(position)];

    public int ClockAt(int position) => _clocks[PlaceOf(position)];

    /// <summary>The position of the block that holds a clock below <see cref="State"/>.</summary>
    public int PositionOf(int clock)
    {
        var high = Count - 1;
        if (ClockAt(high) <= clock)
        {
            return high;
        }

        // A transaction asks for the same block again and again, and typing for neighbours.
        var near = Math.Min(_lastFound, high - 1);
        if (ClockAt(near) <= clock && clock < ClockAt(near + 1))
        {
            return near;
        }

        // Exact where blocks are of one length, as the values of keys are.
        var guess = (int)((long)clock * Count / State);
        if (guess < high && ClockAt(guess) <= clock && clock < ClockAt(guess + 1))
        {
            return guess;
        }

        if (_gap == 0)
        {
            _lastFound = Search(0, high, clock);
        }
        else if (_gapAt < Count && _clocks[_gapAt + _gap] <= clock)
        {
            _lastFound = Search(_gapAt + _gap, Count - _gapAt, clock) - _gap;
        }
        else
        {
            _lastFound = Search(0, _gapAt, clock);
        }

        return _lastFound;
    }

    /// <summary>Makes room for blocks that are about to be appended.</summary>
    public void Reserve(int count) => EnsureRoom(count);

    public void Append(int handle, int clock, int length)
    {
        EnsureRoom(1);
        _clocks[Count + _gap] = clock;
        _handles[Count + _gap] = handle;
        Count++;
        State = clock + length;
    }

    public void Insert(int position, int handle, int clock)
    {
        if (_gap > 0)
        {
            MoveGap(position);
        }
        else
        {
            OpenGap(position, Count - position < MinBlocksForGap ? 1 : GapLength);
        }

        _clocks[_gapAt] = clock;
        _handles[_gapAt] = handle;
        _gapAt++;
        _gap--;
        Count++;
    }

    public void RemoveRange(int position, int count)
    {
        if (position + count == Count)
        {
            // Nothing follows. A gap among what is removed, or behind it, goes too.
            _gap = _gapAt >= position ? 0 : _gap;
            _gapAt = Math.Min(_gapAt, position);
        }
        else
        {
            if (_gap == 0)
            {
                _gapAt = position;
            }

            // What is removed becomes part of the gap.
            MoveGap(Math.Clamp(_gapAt, position, position + count));
            _gapAt = position;
            _gap += count;
        }

        Count -= count;
    }

    /// <summary>Moves a block to another position, over whatever was there.</summary>
    public void Move(int from, int to)
    {
        _clocks[PlaceOf(to)] = _clocks[PlaceOf(from)];
        _handles[PlaceOf(to)] = _handles[PlaceOf(from)];
    }

    private int PlaceOf(int position) => position < _gapAt ? position : position + _gap;

    // Among clocks side by side, the last that is not above: without a branch on what is compared, as which way a search goes
    // cannot be foretold.
    private int Search(int first, int count, int clock)
    {
        var clocks = _clocks.AsSpan(first, count);
        var low = 0;
        for (var left = count; left > 1;)
        {
            var half = left >>> 1;
            var goesRight = (clocks[low + half] - clock - 1) >> 31;
            low += half & goesRight;
            left -= half;
        }

        return first + low;
    }

    private void OpenGap(int position, int length)
    {
        EnsureRoom(length);
        _gapAt = Count;
        _gap = length;
        MoveGap(position);
    }

    private void MoveGap(int position)
    {
        if (position < _gapAt)
        {
            MovePlaces(position, position + _gap, _gapAt - position);
        }
        else if (position > _gapAt)
        {
            MovePlaces(_gapAt + _gap, _gapAt, position - _gapAt);
        }

        _gapAt = position;
    }

    private void MovePlaces(int from, int to, int count)
    {
        Array.Copy(_clocks, from, _clocks, to, count);
        Array.Copy(_handles, from, _handles, to, count);
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

    // Room behind the last block; a gap gives it back before the arrays grow.
    private void EnsureRoom(int count)
    {
        if (Count + _gap + count <= _handles.Length)
        {
            return;
        }

        if (_gap > 0)
        {
            MoveGap(Count);
            _gap = 0;
        }

        if (Count + count > _handles.Length)
        {
            var size = Math.Max(Math.Max(4, Count + count), Count + (Count >> 1));
            Array.Resize(ref _clocks, size);
            Array.Resize(ref _handles, size);
        }
    }
}
