using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>What can be done with updates alone, without a document. Byte for byte as Yjs does it.</summary>
/// <remarks>
/// <para>Methods take and give V1, those whose names end in V2 take and give V2. Both formats hold the same; only the values
/// of embeds and formats can be more in V2 than in V1: see <see cref="ConvertV2ToV1"/>.</para>
/// <para>Input that is not an update throws <see cref="MalformedUpdateException"/>, with the offset at which it shows.</para>
/// </remarks>
public static class Updates
{
    /// <summary>One update that has all that several have; gaps between them are written as Skip blocks.</summary>
    /// <returns>A single update comes back as it is; of none, the empty update.</returns>
    public static byte[] Merge(IReadOnlyList<ReadOnlyMemory<byte>> updates) => Merge(updates, UpdateFormat.V1);

    /// <inheritdoc cref="Merge(IReadOnlyList{ReadOnlyMemory{byte}})"/>
    public static byte[] MergeV2(IReadOnlyList<ReadOnlyMemory<byte>> updates) => Merge(updates, UpdateFormat.V2);

    /// <summary>What of an update a document in that state lacks, and all of its delete set.</summary>
    public static byte[] Diff(ReadOnlySpan<byte> update, StateVector known) => Diff(update, known, UpdateFormat.V1);

    /// <inheritdoc cref="Diff(ReadOnlySpan{byte}, StateVector)"/>
    public static byte[] DiffV2(ReadOnlySpan<byte> update, StateVector known) => Diff(update, known, UpdateFormat.V2);

    /// <summary>The state of a document that has this update alone: a client counts only from clock 0 to its first
    /// gap.</summary>
    public static StateVector ReadStateVector(ReadOnlySpan<byte> update) => ReadStateVector(update, UpdateFormat.V1);

    /// <inheritdoc cref="ReadStateVector(ReadOnlySpan{byte})"/>
    public static StateVector ReadStateVectorV2(ReadOnlySpan<byte> update) => ReadStateVector(update, UpdateFormat.V2);

    /// <summary>Of which clients an update has blocks, and between which clocks.</summary>
    public static UpdateMetadata ReadMetadata(ReadOnlySpan<byte> update) => ReadMetadata(update, UpdateFormat.V1);

    /// <inheritdoc cref="ReadMetadata(ReadOnlySpan{byte})"/>
    public static UpdateMetadata ReadMetadataV2(ReadOnlySpan<byte> update) => ReadMetadata(update, UpdateFormat.V2);

    public static byte[] ConvertV1ToV2(ReadOnlySpan<byte> update) => Convert(update, UpdateFormat.V1, UpdateFormat.V2);

    /// <summary>Writes a V2 update as V1. The values of embeds and formats become JSON: undefined and NaN turn into null,
    /// bytes into an object, as in Yjs; a bigint, which Yjs cannot convert, into a number.</summary>
    public static byte[] ConvertV2ToV1(ReadOnlySpan<byte> update) => Convert(update, UpdateFormat.V2, UpdateFormat.V1);

    /// <summary>Checks all that can be checked of an update without a document.</summary>
    /// <exception cref="MalformedUpdateException">It is not a V1 update, or breaks a limit.</exception>
    public static void Validate(ReadOnlySpan<byte> update, UpdateLimits? limits = null) =>
        Validate(update, UpdateFormat.V1, limits);

    /// <inheritdoc cref="Validate(ReadOnlySpan{byte}, UpdateLimits?)"/>
    /// <exception cref="MalformedUpdateException">It is not a V2 update, or breaks a limit.</exception>
    public static void ValidateV2(ReadOnlySpan<byte> update, UpdateLimits? limits = null) =>
        Validate(update, UpdateFormat.V2, limits);

    /// <param name="format">Of the result.</param>
    /// <inheritdoc cref="UpdateCursor.Open" path="/param[@name='limits']"/>
    internal static byte[] Merge(
        IReadOnlyList<(ReadOnlyMemory<byte> Update, UpdateFormat Format)> updates,
        UpdateFormat format,
        UpdateLimits? limits = null)
    {
        var cursors = new UpdateCursor[updates.Count];
        for (var i = 0; i < cursors.Length; i++)
        {
            var (update, updateFormat) = updates[i];
            var sorted = SectionSorter.Sort(update, updateFormat, limits ?? UpdateLimits.OfStreams);
            cursors[i] = UpdateCursor.Open(sorted, updateFormat, skipsGaps: true, limits);
        }

        return new UpdateMerger(cursors, format).Merge();
    }

    /// <inheritdoc cref="UpdateCursor.Open" path="/param[@name='limits']"/>
    internal static byte[] Diff(
        ReadOnlySpan<byte> update, StateVector known, UpdateFormat format, UpdateLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        var cursor = UpdateCursor.Open(update.ToArray(), format, skipsGaps: false, limits);
        var writer = new SectionWriter(format);
        while (cursor.HasCurrent)
        {
            DiffSection(cursor, known, writer);
        }

        return writer.Finish(cursor.ReadDeletes().WriteTo);
    }

    private static byte[] Merge(IReadOnlyList<ReadOnlyMemory<byte>> updates, UpdateFormat format)
    {
        ArgumentNullException.ThrowIfNull(updates);
        return updates.Count == 1
            ? updates[0].ToArray()
            : Merge([.. updates.Select(update => (update, format))], format);
    }

    private static StateVector ReadStateVector(ReadOnlySpan<byte> update, UpdateFormat format)
    {
        var clocks = new List<(ClientId Client, ulong Clock)>();
        var cursor = UpdateCursor.Open(update.ToArray(), format, skipsGaps: false);
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

    private static UpdateMetadata ReadMetadata(ReadOnlySpan<byte> update, UpdateFormat format)
    {
        var from = new Dictionary<ClientId, ulong>();
        var to = new Dictionary<ClientId, ulong>();
        for (var cursor = UpdateCursor.Open(update.ToArray(), format, skipsGaps: false);
            cursor.HasCurrent;
            cursor.MoveNext())
        {
            ref readonly var block = ref cursor.Current;
            var client = new ClientId(block.Client);
            from.TryAdd(client, (ulong)block.Clock);
            to[client] = (ulong)block.End;
        }

        return new UpdateMetadata(from, to);
    }

    private static byte[] Convert(ReadOnlySpan<byte> update, UpdateFormat from, UpdateFormat to)
    {
        var cursor = UpdateCursor.Open(update.ToArray(), from, skipsGaps: false);
        var writer = new SectionWriter(to);
        for (; cursor.HasCurrent; cursor.MoveNext())
        {
            writer.Write(cursor.Current, cursor.Source.Span, 0);
        }

        return writer.Finish(cursor.ReadDeletes().WriteTo);
    }

    private static void Validate(ReadOnlySpan<byte> update, UpdateFormat format, UpdateLimits? limits)
    {
        var decoded = new DecodedUpdate();
        try
        {
            decoded.Read(update, format, limits ?? UpdateLimits.Default);
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
