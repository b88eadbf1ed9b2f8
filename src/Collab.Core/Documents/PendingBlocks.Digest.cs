using Collab.Core.Blocks;

namespace Collab.Core.Documents;

internal sealed partial class PendingBlocks
{
    /// <summary>Adds every unit that waits to a digest, once, though several updates may have brought it.</summary>
    /// <remarks>What waits at clocks that the store has is left out: it can only be forged, and no encoding holds it.</remarks>
    public void AddTo(ref UnitDigester digester, BlockStore store)
    {
        var blocks = new List<(DecodedBlock Block, ReadOnlyMemory<byte> Source)>();
        foreach (var run in _runs.Where(run => !run.IsUsedUp))
        {
            for (var rest = run.OpenRest(); rest.HasCurrent; rest.MoveNext())
            {
                blocks.Add((rest.Current, rest.Source));
            }
        }

        var client = 0UL;
        var next = 0;
        foreach (var (block, source) in blocks.OrderBy(entry => entry.Block.Client).ThenBy(entry => entry.Block.Clock))
        {
            if (block.Client != client)
            {
                client = block.Client;
                next = store.StateOf(client);
            }

            if (block.End > next)
            {
                Add(ref digester, BlockView.Of(block, source.Span), Math.Max(0, next - block.Clock));
                next = block.End;
            }
        }
    }

    private static void Add(ref UnitDigester digester, BlockView block, int offset)
    {
        if (offset > 0)
        {
            block = Cut(block, offset);
        }

        digester.Add(block, isDeleted: false);
    }

    private static BlockView Cut(BlockView block, int offset)
    {
        block.Content = block.Kind switch
        {
            ContentKind.Text => CutText(block.Content, block.Length, offset),
            ContentKind.Any or ContentKind.Json =>
                block.Content[ContentValues.OffsetOf(block.Kind, block.Content, offset)..],
            _ => block.Content,
        };
        block.HasOrigin = block.Kind != ContentKind.Gc;
        block.OriginClient = block.Client;
        block.OriginClock = block.Clock + offset - 1;
        block.Clock += offset;
        block.Length -= offset;
        return block;
    }

    // The second half of a pair that is cut in two is U+FFFD from then on.
    private static ReadOnlySpan<byte> CutText(ReadOnlySpan<byte> text, int length, int offset)
    {
        var start = Utf8Units.OffsetOf(text, offset, length, out var cutsPair);
        if (!cutsPair)
        {
            return text[start..];
        }

        byte[] cut = [.. Utf8Units.Replacement, .. text[(start + Utf8Units.PairBytes)..]];
        return cut;
    }
}
