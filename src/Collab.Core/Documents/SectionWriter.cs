using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>Writes an update whose number of clients, and of blocks of each, shows only while it is written.</summary>
internal sealed class SectionWriter(UpdateFormat format)
{
    private const int InitialBytes = 128;

    // What goes to the writer's stream is a client's blocks; finished clients are kept here, behind their counts.
    private readonly UpdateWriter _writer = UpdateWriter.Create(format);
    private readonly Lib0Writer _sections = new(InitialBytes);
    private int _sectionCount;
    private int _blockCount;
    private ulong _client;

    public UpdateFormat Format => format;

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
            _writer.WriteClient(block.Client);
            _writer.Rest.WriteVarUint((ulong)(block.Clock + offset));
        }

        _writer.WriteBlock(BlockView.Of(block, source), offset);
        _blockCount++;
    }

    /// <summary>The update with this delete set.</summary>
    /// <param name="writeDeletes">Writes a delete set in a format.</param>
    public byte[] Finish(Action<Lib0Writer, UpdateFormat> writeDeletes)
    {
        EndSection();
        _writer.Rest.WriteVarUint((ulong)_sectionCount);
        _writer.Rest.WriteBytes(_sections.WrittenSpan);
        writeDeletes(_writer.Rest, format);
        return _writer.Finish();
    }

    private void EndSection()
    {
        if (_blockCount > 0)
        {
            _sections.WriteVarUint((ulong)_blockCount);
            _sections.WriteBytes(_writer.Rest.WrittenSpan);
            _writer.Rest.Clear();
            _blockCount = 0;
            _sectionCount++;
        }
    }
}
