using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>One update, decoded whole and checked, before anything of it is applied. Used again for the next one.</summary>
internal sealed class DecodedUpdate
{
    // Blocks lie in chunks, so that nothing is copied or left behind when there are more of them. A live update fits into the
    // small first one, which is kept.
    private const int SmallChunk = 8;
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    // What decoding an update that turns out to be malformed may take: bytes for each of its own, and for any.
    private const long MaxBytesPerByte = 16;
    private const long MaxBytesAtLeast = 64 * 1024;

    private static readonly long BytesPerBlock = Unsafe.SizeOf<DecodedBlock>();

    private readonly List<UpdateSection> _sections = [];
    private readonly UpdateExtension _extension = new();
    private readonly DecodedBlock[] _small = new DecodedBlock[SmallChunk];
    private DecodedBlock[][] _chunks;
    private int _rentedCount;
    private int _blockCount;

    public DecodedUpdate() => _chunks = [_small];

    /// <summary>For each client, its blocks; in the order of the wire.</summary>
    public Span<UpdateSection> Sections => CollectionsMarshal.AsSpan(_sections);

    public int BlockCount => _blockCount;

    public DecodedDeletes Deletes { get; private set; } = DecodedDeletes.None;

    public ref DecodedBlock this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    /// <summary>Decodes an update.</summary>
    /// <exception cref="MalformedUpdateException">It is not one, or breaks a limit.</exception>
    public void Read(ReadOnlySpan<byte> update, UpdateFormat format, UpdateLimits limits)
    {
        Reset();
        if (format == UpdateFormat.V1)
        {
            Read(update, default(UpdateReaderV1), default(UpdateReaderV1), limits, MaxBytesPerByte, isChecked: false);
            return;
        }

        var reader = new UpdateReaderV2(update);
        var isChecked = reader.UsesKeysAgain;
        if (isChecked)
        {
            Check(update, reader, limits);
        }

        Read(update, reader with { Extension = _extension }, reader, limits, MaxBytesPerByte / 2, isChecked);
    }

    /// <summary>The bytes that names and contents are slices of.</summary>
    /// <param name="update">What was decoded.</param>
    public ReadOnlySpan<byte> SourceOf(ReadOnlySpan<byte> update) => _extension.Over(update);

    /// <summary>Gives large buffers back.</summary>
    public void Release() => Reset();

    /// <param name="checker">Reads the same update from its start.</param>
    /// <param name="bytesPerByte">What may be allocated for each byte before the whole update was checked.</param>
    private void Read<TReader>(
        ReadOnlySpan<byte> update,
        TReader reader,
        TReader checker,
        UpdateLimits limits,
        long bytesPerByte,
        bool isChecked)
        where TReader : struct, IUpdateReader
    {
        // Many tiny blocks take far more room decoded than as bytes: room that only an update that is sound throughout gets.
        var freeBlocks = ((update.Length * bytesPerByte) + MaxBytesAtLeast) / BytesPerBlock;
        var clientCount = reader.ReadClientCount(update, limits);
        for (var i = 0; i < clientCount; i++)
        {
            var head = reader.ReadSectionHead(update, limits, _blockCount);
            if (!isChecked && _blockCount + head.Count + i > freeBlocks)
            {
                Check(update, checker, limits);
                isChecked = true;
            }

            ReadBlocks(update, ref reader, head, limits);
        }

        ThrowIfClientTwice(reader);
        Deletes = reader.ReadDeletes(update, limits);
    }

    /// <summary>Reads an update through without keeping its blocks.</summary>
    private static void Check<TReader>(ReadOnlySpan<byte> update, TReader reader, UpdateLimits limits)
        where TReader : struct, IUpdateReader
    {
        var clients = new ulong[reader.ReadClientCount(update, limits)];
        for (var (i, total) = (0, 0); i < clients.Length; i++)
        {
            var (client, clock, count) = reader.ReadSectionHead(update, limits, total);
            clients[i] = client;
            total += count;
            for (; count > 0; count--)
            {
                var block = new DecodedBlock { Client = client, Clock = clock };
                reader.ReadBlock(update, limits, ref block);
                clock = block.End;
            }
        }

        ThrowIfClientTwice(reader, clients);
        reader.ReadDeletes(update, limits);
    }

    private void ReadBlocks<TReader>(
        ReadOnlySpan<byte> update, ref TReader reader, SectionHead head, UpdateLimits limits)
        where TReader : struct, IUpdateReader
    {
        var (client, clock, count) = head;
        _sections.Add(new UpdateSection(client, _blockCount, _blockCount + count));
        EnsureRoom(count);
        for (; count > 0; count--)
        {
            ref var block = ref this[_blockCount++];
            block = new DecodedBlock { Client = client, Clock = clock };
            reader.ReadBlock(update, limits, ref block);
            clock = block.End;
        }
    }

    private void ThrowIfClientTwice<TReader>(TReader reader)
        where TReader : struct, IUpdateReader
    {
        for (var i = 1; i < _sections.Count; i++)
        {
            if (_sections[i].Client >= _sections[i - 1].Client)
            {
                ThrowIfClientTwice(reader, [.. _sections.Select(section => section.Client)]);
                return;
            }
        }
    }

    // Yjs would keep only the last of two sections of a client, and lose the other.
    private static void ThrowIfClientTwice<TReader>(TReader reader, ulong[] clients)
        where TReader : struct, IUpdateReader
    {
        Array.Sort(clients);
        for (var i = 1; i < clients.Length; i++)
        {
            if (clients[i] == clients[i - 1])
            {
                throw reader.Malformed($"client {clients[i]} has blocks in two places");
            }
        }
    }

    private void EnsureRoom(int count)
    {
        var total = _blockCount + count;
        if (total <= SmallChunk || total <= _rentedCount << ChunkBits)
        {
            return;
        }

        var chunkCount = (total + ChunkSize - 1) >> ChunkBits;
        if (chunkCount > _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(chunkCount, _chunks.Length * 2));
        }

        for (; _rentedCount < chunkCount; _rentedCount++)
        {
            var chunk = ArrayPool<DecodedBlock>.Shared.Rent(ChunkSize);
            if (_rentedCount == 0)
            {
                _small.CopyTo(chunk, 0);
            }

            _chunks[_rentedCount] = chunk;
        }
    }

    private void Reset()
    {
        _sections.Clear();
        _blockCount = 0;
        Deletes = DecodedDeletes.None;
        _extension.Clear();
        if (_rentedCount > 0)
        {
            foreach (var chunk in _chunks.AsSpan(0, _rentedCount))
            {
                ArrayPool<DecodedBlock>.Shared.Return(chunk);
            }

            _rentedCount = 0;
            _chunks = [_small];
        }
    }
}
