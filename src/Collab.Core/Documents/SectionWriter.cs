using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>Writes an update whose number of clients, and of blocks of each, shows only while it is written.</summary>
internal sealed class SectionWriter
{
    private readonly Lib0Writer _sections = new(1024);
    private readonly Lib0Writer _blocks = new(1024);
    private int _sectionCount;
    private int _blockCount;
    private ulong _client;
    private ulong _startClock;

    /// <param name="offset">Units at the block's start to leave out.</param>
    public void Write(in DecodedBlock block, ReadOnlySpan<byte> source, int offset)
    {
        if (_blockCount > 0 && block.Client != _client)
        {
            EndSection();
        }

        if (_blockCount == 0)
        {
            _client = block.Client;
            _startClock = (ulong)(block.Clock + offset);
        }

        BlockWriterV1.Write(_blocks, BlockView.Of(block, source), offset);
        _blockCount++;
    }

    /// <summary>The update with this delete set.</summary>
    public byte[] Finish(Action<Lib0Writer> writeDeletes)
    {
        EndSection();
        var update = new Lib0Writer(_sections.Length + 16);
        update.WriteVarUint((ulong)_sectionCount);
        update.WriteBytes(_sections.WrittenSpan);
        writeDeletes(update);
        return update.ToArray();
    }

    private void EndSection()
    {
        if (_blockCount == 0)
        {
            return;
        }

        _sections.WriteVarUint((ulong)_blockCount);
        _sections.WriteVarUint(_client);
        _sections.WriteVarUint(_startClock);
        _sections.WriteBytes(_blocks.WrittenSpan);
        _blocks.Clear();
        _blockCount = 0;
        _sectionCount++;
    }
}
