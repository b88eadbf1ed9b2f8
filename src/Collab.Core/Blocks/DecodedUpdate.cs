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
    private readonly UpdateExtension _extension = new();
    private DecodedBlock[] _blocks = new DecodedBlock[KeptBlocks];
    private int _blockCount;

    /// <summary>For each client, its blocks; in the order of the wire.</summary>
    public Span<UpdateSection> Sections => CollectionsMarshal.AsSpan(_sections);

    public int BlockCount => _blockCount;

    public DecodedDeletes Deletes { get; private set; } = DecodedDeletes.None;

    public ref DecodedBlock this[int index] => ref _blocks[index];

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
            ref var block = ref _blocks[_blockCount++];
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
        _extension.Clear();
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
