using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

// What an update would change, found out without changing anything.
public sealed partial class Document
{
    /// <summary>Whether the document has all of a V1 update, blocks and deletes, or waits with it for what it refers to.</summary>
    /// <remarks>Costs what reading the update costs, however large the document is.</remarks>
    /// <exception cref="MalformedUpdateException">It is not an update, or breaks a limit; where something new comes first that is not
    /// found out.</exception>
    internal bool HasAll(ReadOnlyMemory<byte> update)
    {
        var cursor = UpdateCursor.Open(update, UpdateFormat.V1, skipsGaps: true, Options.Limits);
        for (; cursor.HasCurrent; cursor.MoveNext())
        {
            ref readonly var block = ref cursor.Current;
            var from = Math.Max(block.Clock, Store.StateOf(block.Client));
            if (from < block.End && !_pending.Blocks.Has(block.Client, from, block.End))
            {
                return false;
            }
        }

        foreach (var (client, ranges) in cursor.ReadDeletes().Clients)
        {
            foreach (var range in ranges)
            {
                if (!HasDeleted(client, range))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool HasDeleted(ulong id, ClockRange range)
    {
        var client = Store.FindClient(id);
        var state = client?.State ?? 0;
        return (range.Start >= state || client!.Deleted.Contains(range.Start, Math.Min(range.End, state)))
            && (range.End <= state || _pending.Deletes.Has(id, Math.Max(range.Start, state), range.End));
    }
}
