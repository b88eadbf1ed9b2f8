using Collab.Core.Blocks;

namespace Collab.Core.Documents;

// For those who pass on the changes of many transactions as one.
public sealed partial class Document
{
    /// <summary>Where transactions note what they changed; null if nobody wants to know. While it is set,
    /// <see cref="ApplyResult.Integrated"/> is null: what changed is encoded from here.</summary>
    public RecordedChanges? Recording { get; set; }

    /// <summary>Encodes recorded changes as one V1 update, as the document holds them now.</summary>
    /// <param name="changes">Recorded from this document, up to its newest transaction. If some are left out, no client's blocks were added in
    /// both those and these.</param>
    /// <returns>An update of nothing if they are empty.</returns>
    public byte[] EncodeRecorded(params ReadOnlySpan<RecordedChanges> changes)
    {
        var added = new List<RecordedChanges.Added>();
        var deleted = new List<RecordedChanges.Deleted>();
        foreach (var some in changes)
        {
            added.AddRange(some.Additions);
            deleted.AddRange(some.Deletions);
        }

        var writer = UpdateWriter.Create(UpdateFormat.V1);
        WriteAdded(writer, added);
        WriteDeleted(writer, deleted);
        return writer.Finish();
    }

    private void WriteAdded(UpdateWriter writer, List<RecordedChanges.Added> added)
    {
        if (added.Count > 1)
        {
            added.Sort(static (left, right) => left.Client == right.Client
                ? left.From.CompareTo(right.From)
                : right.Client.Id.CompareTo(left.Client.Id));
            RemoveRepeated(added);
        }

        writer.Rest.WriteVarUint((ulong)added.Count);
        foreach (var (client, from) in added)
        {
            Store.WriteSection(writer, client, from);
        }
    }

    // Of a client that several have recorded, the first has the lowest clock, and all after it is in the section.
    private static void RemoveRepeated(List<RecordedChanges.Added> added)
    {
        var kept = 1;
        for (var i = 1; i < added.Count; i++)
        {
            if (added[i].Client != added[kept - 1].Client)
            {
                added[kept++] = added[i];
            }
        }

        added.RemoveRange(kept, added.Count - kept);
    }

    private static void WriteDeleted(UpdateWriter writer, List<RecordedChanges.Deleted> deleted)
    {
        if (deleted.Count > 1)
        {
            deleted.Sort(static (left, right) => right.Client.Id.CompareTo(left.Client.Id));
        }

        var clients = 0;
        for (var i = 0; i < deleted.Count; i++)
        {
            clients += i == 0 || deleted[i].Client != deleted[i - 1].Client ? 1 : 0;
        }

        var sets = new DeleteSetWriter(writer.Rest, UpdateFormat.V1, clients);
        for (var (i, next) = (0, 0); i < deleted.Count; i = next)
        {
            for (next = i + 1; next < deleted.Count && deleted[next].Client == deleted[i].Client; next++)
            {
            }

            sets.Write(deleted[i].Client.Id, Union(deleted, i, next));
        }
    }

    private static ClockRanges Union(List<RecordedChanges.Deleted> deleted, int from, int to)
    {
        if (to - from == 1)
        {
            return deleted[from].Ranges;
        }

        var all = new ClockRanges();
        for (var i = from; i < to; i++)
        {
            foreach (var range in deleted[i].Ranges)
            {
                all.Add(range.Start, range.End);
            }
        }

        return all;
    }
}
