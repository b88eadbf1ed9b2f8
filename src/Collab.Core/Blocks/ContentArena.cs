using System.Numerics;

namespace Collab.Core.Blocks;

/// <summary>The document's own copy of all content, in chunks; content of received updates is copied here, so that no
/// network buffer is kept alive.</summary>
/// <remarks>
/// <para>An address is a chunk's number and an offset of 16 bits. Small contents share chunks of up to 64 KiB; one that does
/// not fit has a chunk of its own. What is dropped is only counted; the store copies everything into a fresh
/// arena once more than half of it is waste.</para>
/// <para>Content that grew by merging is "roomy": it owns the bytes after it up to the next power of two, so that appending
/// to it costs constant time on average.</para>
/// </remarks>
internal sealed class ContentArena
{
    private const int OffsetBits = 16;
    private const int MaxChunk = 1 << OffsetBits;
    private const int FirstChunk = 1 << 8;
    private const int MinRoom = 32;
    private const int MaxRoom = 1 << 30;
    private const long MinWasteToCollect = 1 << 16;

    private byte[][] _chunks = [];
    private int _chunkCount;
    private int _current = -1;
    private int _used;
    private long _allocated;
    private long _wasted;

    /// <summary>Whether more is wasted than used, and enough of it to care.</summary>
    public bool IsMostlyWaste => _wasted > MinWasteToCollect && _wasted > _allocated - _wasted;

    /// <summary>The room of roomy content of that many bytes.</summary>
    public static int RoomFor(int length) =>
        length > MaxRoom ? length : Math.Max(MinRoom, (int)BitOperations.RoundUpToPowerOf2((uint)length));

    /// <summary>Whether the bytes from an offset on have an address of their own.</summary>
    public static bool CanSlice(uint address, int offset) => (address & (MaxChunk - 1)) + offset < MaxChunk;

    public Span<byte> Get(uint address, int length) =>
        _chunks[address >> OffsetBits].AsSpan((int)(address & (MaxChunk - 1)), length);

    public uint Add(ReadOnlySpan<byte> content)
    {
        var address = Allocate(content.Length);
        content.CopyTo(Get(address, content.Length));
        return address;
    }

    /// <summary>Takes room that the caller fills.</summary>
    public uint Allocate(int length)
    {
        _allocated += length;
        if (length >= MaxChunk)
        {
            return Address(AddChunk(length), 0);
        }

        if (_current < 0 || _used + length > _chunks[_current].Length)
        {
            OpenChunk(length);
        }

        var address = Address(_current, _used);
        _used += length;
        return address;
    }

    /// <summary>Counts bytes that are pointed to once more, so that they can be dropped once more.</summary>
    public void Share(int length) => _allocated += length;

    /// <summary>Counts bytes that nothing points to any more.</summary>
    public void Drop(int length) => _wasted += length;

    private static uint Address(int chunk, int offset) => ((uint)chunk << OffsetBits) | (uint)offset;

    private void OpenChunk(int length)
    {
        if (_current >= 0)
        {
            var rest = _chunks[_current].Length - _used;
            _allocated += rest;
            _wasted += rest;
        }

        var previous = _current < 0 ? FirstChunk / 2 : _chunks[_current].Length;
        var size = Math.Min(MaxChunk, Math.Max(previous * 2, (int)BitOperations.RoundUpToPowerOf2((uint)length)));
        _current = AddChunk(size);
        _used = 0;
    }

    private int AddChunk(int size)
    {
        if (_chunkCount == MaxChunk)
        {
            throw new InvalidOperationException("the document's content is beyond 4 GiB");
        }

        if (_chunkCount == _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(4, _chunks.Length * 2));
        }

        _chunks[_chunkCount] = GC.AllocateUninitializedArray<byte>(size);
        return _chunkCount++;
    }
}
