using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>Writes a delete set: V1 with clocks and lengths as they are; V2 with clocks as distances from the end of the
/// client's range before, and lengths less one.</summary>
/// <remarks>In V2 the ranges of a client must ascend and not overlap; none is empty.</remarks>
internal ref struct DeleteSetWriter
{
    private readonly Lib0Writer _writer;
    private readonly UpdateFormat _format;
    private ulong _end;

    public DeleteSetWriter(Lib0Writer writer, UpdateFormat format, int clientCount)
    {
        _writer = writer;
        _format = format;
        writer.WriteVarUint((ulong)clientCount);
    }

    public void BeginClient(ulong client, int rangeCount)
    {
        _writer.WriteVarUint(client);
        _writer.WriteVarUint((ulong)rangeCount);
        _end = 0;
    }

    public void Write(ulong client, ClockRanges ranges)
    {
        BeginClient(client, ranges.Count);
        foreach (var range in ranges)
        {
            Write(range);
        }
    }

    public void Write(ClockRange range) => Write((ulong)range.Start, (ulong)(range.End - range.Start));

    public void Write(ulong clock, ulong length)
    {
        var isV2 = _format == UpdateFormat.V2;
        _writer.WriteVarUint(isV2 ? clock - _end : clock);
        _writer.WriteVarUint(isV2 ? length - 1 : length);
        _end = clock + length;
    }
}
