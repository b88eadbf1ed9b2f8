using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>Reads a V1 update: one stream in which everything follows everything.</summary>
internal struct UpdateReaderV1 : IUpdateReader
{
    // A client: its count of blocks, its id, its clock. A block: its kind and length.
    private const int MinBytesPerClient = 3;
    private const int MinBytesPerBlock = 2;

    private int _position;

    /// <summary>The byte that is read next.</summary>
    public readonly int Position => _position;

    /// <summary>Finds where the delete set of an update begins, which is all that follows its blocks.</summary>
    /// <exception cref="MalformedUpdateException">The blocks are broken, or break a limit.</exception>
    public static int FindDeletes(ReadOnlySpan<byte> update, UpdateLimits limits)
    {
        var reader = default(UpdateReaderV1);
        var blocks = 0;
        for (var clients = reader.ReadClientCount(update, limits); clients > 0; clients--)
        {
            var (client, clock, count) = reader.ReadSectionHead(update, limits, blocks);
            blocks += count;
            for (; count > 0; count--)
            {
                var block = new DecodedBlock { Client = client, Clock = clock };
                reader.ReadBlock(update, limits, ref block);
                clock = block.End;
            }
        }

        return reader.Position;
    }

    public int ReadClientCount(ReadOnlySpan<byte> update, UpdateLimits limits)
    {
        var reader = Lib0Reader.At(update, _position);
        var count = reader.ReadCount(MinBytesPerClient, "clients");
        limits.CheckClients(reader, count);
        _position = reader.Position;
        return count;
    }

    public SectionHead ReadSectionHead(ReadOnlySpan<byte> update, UpdateLimits limits, int blocksBefore)
    {
        var reader = Lib0Reader.At(update, _position);
        var count = reader.ReadCount(MinBytesPerBlock, "blocks");
        limits.CheckBlocks(reader, count, blocksBefore);
        var client = reader.ReadVarUint();
        var clock = limits.ReadClock(ref reader);
        _position = reader.Position;
        return new SectionHead(client, clock, count);
    }

    public void ReadBlock(ReadOnlySpan<byte> update, UpdateLimits limits, ref DecodedBlock block)
    {
        var reader = Lib0Reader.At(update, _position);
        BlockReaderV1.Read(ref reader, ref block, limits);
        _position = reader.Position;
    }

    public DecodedDeletes ReadDeletes(ReadOnlySpan<byte> update, UpdateLimits limits)
    {
        var reader = Lib0Reader.At(update, _position);
        var deletes = DecodedDeletes.Read(ref reader, UpdateFormat.V1, limits);
        reader.ThrowIfMore("update");
        _position = reader.Position;
        return deletes;
    }

    public readonly MalformedUpdateException Malformed(string what) => new(what, _position);
}
