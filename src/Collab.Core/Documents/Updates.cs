using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>What can be done with V1 updates alone, without a document. Byte for byte as Yjs does it.</summary>
/// <remarks>Input that is not a V1 update throws <see cref="MalformedUpdateException"/>.</remarks>
public static class Updates
{
    /// <summary>One update that has all that several have; gaps between them are written as Skip blocks.</summary>
    /// <returns>A single update comes back as it is; of none, the empty update.</returns>
    public static byte[] Merge(IReadOnlyList<ReadOnlyMemory<byte>> updates)
    {
        ArgumentNullException.ThrowIfNull(updates);
        return updates.Count == 1 ? updates[0].ToArray() : new UpdateMerger(updates).Merge();
    }

    /// <summary>What of an update a document in that state lacks, and all of its delete set.</summary>
    public static byte[] Diff(ReadOnlySpan<byte> update, StateVector known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var cursor = new UpdateCursor(update.ToArray(), skipsGaps: false);
        var writer = new SectionWriter();
        while (cursor.HasCurrent)
        {
            DiffSection(cursor, known, writer);
        }

        var deletes = cursor.ReadDeletes();
        return writer.Finish(deletes.WriteTo);
    }

    /// <summary>The state of a document that has this update alone: a client counts only from clock 0 to its first
    /// gap.</summary>
    public static StateVector ReadStateVector(ReadOnlySpan<byte> update)
    {
        var clocks = new List<(ClientId Client, ulong Clock)>();
        var cursor = new UpdateCursor(update.ToArray(), skipsGaps: false);
        var isCounting = false;
        for (; cursor.HasCurrent; cursor.MoveNext())
        {
            ref readonly var block = ref cursor.Current;
            var client = new ClientId(block.Client);
            if (clocks.Count == 0 || clocks[^1].Client != client)
            {
                clocks.Add((client, 0));
                isCounting = block.Clock == 0;
            }

            isCounting &= block.Kind != ContentKind.Skip;
            if (isCounting)
            {
                clocks[^1] = (client, (ulong)block.End);
            }
        }

        return StateVector.From(clocks.Where(entry => entry.Clock > 0));
    }

    /// <summary>Checks all that can be checked of an update without a document.</summary>
    /// <exception cref="MalformedUpdateException">It is not a V1 update, or breaks a limit.</exception>
    public static void Validate(ReadOnlySpan<byte> update, UpdateLimits? limits = null)
    {
        var decoded = new DecodedUpdate();
        try
        {
            decoded.ReadV1(update, limits ?? UpdateLimits.Default);
        }
        finally
        {
            decoded.Release();
        }
    }

    private static void DiffSection(UpdateCursor cursor, StateVector known, SectionWriter writer)
    {
        var client = cursor.Current.Client;
        var state = known[new ClientId(client)];

        // What is written never begins with a gap; gaps after it stay.
        while (cursor.HasCurrent
            && cursor.Current.Client == client
            && (cursor.Current.Kind == ContentKind.Skip || (ulong)cursor.Current.End <= state))
        {
            cursor.MoveNext();
        }

        while (cursor.HasCurrent && cursor.Current.Client == client)
        {
            ref readonly var block = ref cursor.Current;
            var offset = (ulong)block.Clock < state ? (int)(state - (ulong)block.Clock) : 0;
            writer.Write(block, cursor.Source.Span, offset);
            cursor.MoveNext();
        }
    }
}
