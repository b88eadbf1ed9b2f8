using Collab.Core.Blocks;

namespace Collab.Core.Documents;

/// <summary>Blocks of one client, without a gap between them, that wait: the first for something that the document lacks, the
/// others for the first.</summary>
internal sealed class PendingRun
{
    // What a block may take more when it is encoded again: in V1 what was V2, or with an origin where it was cut.
    private const int MoreBytesInV1 = 40;
    private const int MoreBytesIfCut = 16;

    private readonly byte[] _update;
    private readonly UpdateFormat _format;
    private readonly UpdateCursor _cursor;
    private int _passed;

    private PendingRun(byte[] update, UpdateFormat format, int blockCount, int end)
    {
        _update = update;
        _format = format;
        _cursor = UpdateCursor.Open(update, format, skipsGaps: false, UpdateLimits.OfOwn);
        BlockCount = blockCount;
        Client = _cursor.Current.Client;
        Start = _cursor.Current.Clock;
        End = end;
    }

    public ulong Client { get; }

    /// <summary>The clock at which it began.</summary>
    public int Start { get; }

    /// <summary>The clock after its last block.</summary>
    public int End { get; }

    /// <summary>Blocks that still wait.</summary>
    public int BlockCount { get; private set; }

    /// <summary>Bytes it takes; they are held until its last block is taken.</summary>
    public int Bytes => _update.Length;

    /// <summary>Whether some of its clocks wait in another run too.</summary>
    public bool Overlaps { get; init; }

    /// <summary>Bytes that it may take, at most, in an update of all that waits.</summary>
    public long EncodedBytes => Bytes
        + ((long)_passed + BlockCount) * ((_format == UpdateFormat.V2 ? MoreBytesInV1 : 0) + (Overlaps ? MoreBytesIfCut : 0));

    public bool IsUsedUp => !_cursor.HasCurrent;

    public ref readonly DecodedBlock Current => ref _cursor.Current;

    /// <summary>The bytes that the current block's slices are of.</summary>
    public ReadOnlySpan<byte> Source => _cursor.Source.Span;

    /// <summary>Copies blocks of a decoded update.</summary>
    /// <param name="format">What to keep them in: that of the update, so that no value changes.</param>
    public static PendingRun Of(
        DecodedUpdate update, int first, int end, ReadOnlySpan<byte> source, UpdateFormat format, bool overlaps)
    {
        var writer = new SectionWriter(format);
        for (var i = first; i < end; i++)
        {
            writer.Write(update[i], source, 0);
        }

        return new PendingRun(writer.Finish(DecodedDeletes.None.WriteTo), format, end - first, update[end - 1].End)
        {
            Overlaps = overlaps,
        };
    }

    public void MoveNext()
    {
        _cursor.MoveNext();
        _passed++;
        BlockCount--;
    }

    /// <summary>Reads what still waits once more.</summary>
    public UpdateCursor OpenRest()
    {
        var cursor = UpdateCursor.Open(_update, _format, skipsGaps: false, UpdateLimits.OfOwn);
        for (var i = 0; i < _passed; i++)
        {
            cursor.MoveNext();
        }

        return cursor;
    }
}
