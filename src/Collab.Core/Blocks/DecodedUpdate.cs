using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>One update, decoded whole and checked, before anything of it is applied. Used again for the next one.</summary>
internal sealed class DecodedUpdate
{
    private const int KeptBlocks = 8;

    // What decoding an update that turns out to be malformed may take: bytes for each of its own, and for any.
    private const long MaxBytesPerByte = 16;
    private const long MaxBytesAtLeast = 64 * 1024;

    // A decoded block and what the growing of its table leaves behind.
    private static readonly long BytesPerBlock = 2L * Unsafe.SizeOf<DecodedBlock>();

    private readonly List<UpdateSection> _sections = [];
    private DecodedBlock[] _blocks = new DecodedBlock[KeptBlocks];
    private int _blockCount;

    /// <summary>For each client, its blocks; in the order of the wire.</summary>
    public Span<UpdateSection> Sections => CollectionsMarshal.AsSpan(_sections);

    public int BlockCount => _blockCount;

    public DecodedDeletes Deletes { get; private set; } = DecodedDeletes.None;

    public ref DecodedBlock this[int index] => ref _blocks[index];

    /// <summary>Decodes a V1 update.</summary>
    /// <exception cref="MalformedUpdateException">It is not one, or breaks a limit.</exception>
    public void ReadV1(ReadOnlySpan<byte> update, UpdateLimits limits)
    {
        Reset();
        var isChecked = false;
        var reader = new Lib0Reader(update);
        var clientCount = ReadClientCount(ref reader, limits);
        for (var i = 0; i < clientCount; i++)
        {
            var (client, clock, count) = ReadSectionHead(ref reader, limits, _blockCount);
            if (!isChecked && IsCostly(_blockCount + count + i, update.Length))
            {
                Check(update, limits);
                isChecked = true;
            }

            ReadBlocks(ref reader, limits, client, clock, count);
        }

        ThrowIfClientTwice(ref reader);
        ReadDeletes(ref reader, limits);
    }

    // Many tiny blocks take far more room decoded than as bytes: room that only an update that is sound throughout gets.
    private static bool IsCostly(long blocks, int updateBytes) =>
        blocks * BytesPerBlock > (updateBytes * MaxBytesPerByte) + MaxBytesAtLeast;

    /// <summary>Reads an update through without keeping its blocks.</summary>
    private void Check(ReadOnlySpan<byte> update, UpdateLimits limits)
    {
        var reader = new Lib0Reader(update);
        var clientCount = ReadClientCount(ref reader, limits);
        for (var (i, total) = (0, 0); i < clientCount; i++)
        {
            var (client, clock, count) = ReadSectionHead(ref reader, limits, total);
            total += count;
            for (; count > 0; count--)
            {
                var block = new DecodedBlock { Client = client, Clock = clock };
                BlockReaderV1.Read(ref reader, ref block, limits);
                clock = block.End;
            }
        }

        ReadDeletes(ref reader, limits);
    }

    private static int ReadClientCount(ref Lib0Reader reader, UpdateLimits limits)
    {
        var count = reader.ReadCount(3, "clients");
        if (count > limits.MaxClients)
        {
            reader.ThrowMalformed($"update of more than {limits.MaxClients} clients");
        }

        return count;
    }

    private void ReadDeletes(ref Lib0Reader reader, UpdateLimits limits)
    {
        Deletes = DecodedDeletes.Read(ref reader, limits);
        if (!reader.IsAtEnd)
        {
            reader.ThrowMalformed("bytes after the update");
        }
    }

    /// <summary>Gives large buffers back.</summary>
    public void Release() => Reset();

    private static (ulong Client, int Clock, int Count) ReadSectionHead(
        ref Lib0Reader reader, UpdateLimits limits, int blocksBefore)
    {
        var count = reader.ReadCount(2, "blocks");
        if (count > limits.MaxBlocksPerUpdate - blocksBefore)
        {
            reader.ThrowMalformed($"update of more than {limits.MaxBlocksPerUpdate} blocks");
        }

        var client = reader.ReadVarUint();
        var clock = reader.ReadVarUint();
        if (clock > (ulong)limits.MaxClock)
        {
            reader.ThrowMalformed("clock is too large");
        }

        return (client, (int)clock, count);
    }

    private void ReadBlocks(ref Lib0Reader reader, UpdateLimits limits, ulong client, int clock, int count)
    {
        _sections.Add(new UpdateSection(client, _blockCount, _blockCount + count));
        EnsureRoom(count);
        for (; count > 0; count--)
        {
            ref var block = ref _blocks[_blockCount++];
            block = new DecodedBlock { Client = client, Clock = clock };
            BlockReaderV1.Read(ref reader, ref block, limits);
            clock = block.End;
        }
    }

    // Yjs would keep only the last of two sections of a client, and lose the other.
    private void ThrowIfClientTwice(ref Lib0Reader reader)
    {
        var sorted = true;
        for (var i = 1; i < _sections.Count; i++)
        {
            sorted &= _sections[i].Client < _sections[i - 1].Client;
        }

        if (!sorted && _sections.DistinctBy(section => section.Client).Count() < _sections.Count)
        {
            reader.ThrowMalformed("a client has blocks in two places");
        }
    }

    private void EnsureRoom(int count)
    {
        if (_blockCount + count <= _blocks.Length)
        {
            return;
        }

        var larger = ArrayPool<DecodedBlock>.Shared.Rent(Math.Max(_blockCount + count, _blocks.Length * 2));
        _blocks.AsSpan(0, _blockCount).CopyTo(larger);
        ReturnBlocks();
        _blocks = larger;
    }

    private void Reset()
    {
        _sections.Clear();
        _blockCount = 0;
        Deletes = DecodedDeletes.None;
        if (_blocks.Length > KeptBlocks)
        {
            ReturnBlocks();
            _blocks = new DecodedBlock[KeptBlocks];
        }
    }

    private void ReturnBlocks()
    {
        if (_blocks.Length > KeptBlocks)
        {
            ArrayPool<DecodedBlock>.Shared.Return(_blocks);
        }
    }
}
