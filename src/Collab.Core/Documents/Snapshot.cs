using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Documents;

/// <summary>A past state of a document, named by what had been inserted and deleted by then. Immutable, equal by
/// value.</summary>
/// <remarks>It holds no content: to look at a past state, the document must still have it, so
/// <see cref="DocumentOptions.Gc"/> must be off.</remarks>
public sealed class Snapshot : IEquatable<Snapshot>
{
    public Snapshot(DeleteSet deleteSet, StateVector stateVector)
    {
        ArgumentNullException.ThrowIfNull(deleteSet);
        ArgumentNullException.ThrowIfNull(stateVector);
        DeleteSet = deleteSet;
        StateVector = stateVector;
    }

    /// <summary>The state of every document before anything was in it.</summary>
    public static Snapshot Empty { get; } = new(DeleteSet.Empty, StateVector.Empty);

    public DeleteSet DeleteSet { get; }

    public StateVector StateVector { get; }

    /// <summary>The present state of a document.</summary>
    public static Snapshot Of(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new Snapshot(document.GetDeleteSet(), document.GetStateVector());
    }

    /// <summary>Reads the V1 form.</summary>
    /// <exception cref="MalformedUpdateException">The bytes are not exactly one snapshot.</exception>
    public static Snapshot Decode(ReadOnlySpan<byte> encoded) => Decode(encoded, UpdateFormat.V1);

    /// <summary>Reads the V2 form.</summary>
    /// <inheritdoc cref="Decode(ReadOnlySpan{byte})"/>
    public static Snapshot DecodeV2(ReadOnlySpan<byte> encoded) => Decode(encoded, UpdateFormat.V2);

    /// <summary>Writes the delete set in its V1 form, then the state vector.</summary>
    public byte[] Encode() => Encode(UpdateFormat.V1);

    /// <summary>Writes the delete set in its V2 form, then the state vector.</summary>
    public byte[] EncodeV2() => Encode(UpdateFormat.V2);

    /// <summary>Makes a document that is in the past state.</summary>
    /// <param name="origin">The document that went through that state.</param>
    /// <param name="options">Of the new document.</param>
    /// <exception cref="InvalidOperationException">The document collects what is deleted, so that the past is lost.</exception>
    /// <exception cref="ArgumentException">The document was never in that state: it lacks blocks.</exception>
    public Document CreateDocument(Document origin, DocumentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var created = new Document(options);
        created.ApplyUpdate(origin.EncodeAt(this), "snapshot");
        return created;
    }

    /// <summary>Whether a V1 update brings nothing that came after this state.</summary>
    /// <exception cref="MalformedUpdateException">It is not an update.</exception>
    public bool Contains(ReadOnlySpan<byte> update) => Contains(update, UpdateFormat.V1);

    /// <summary>Whether a V2 update brings nothing that came after this state.</summary>
    /// <inheritdoc cref="Contains(ReadOnlySpan{byte})"/>
    public bool ContainsV2(ReadOnlySpan<byte> update) => Contains(update, UpdateFormat.V2);

    public bool Equals(Snapshot? other) =>
        other is not null && DeleteSet.Equals(other.DeleteSet) && StateVector.Equals(other.StateVector);

    public override bool Equals(object? obj) => Equals(obj as Snapshot);

    public override int GetHashCode() => HashCode.Combine(DeleteSet, StateVector);

    private static Snapshot Decode(ReadOnlySpan<byte> encoded, UpdateFormat format)
    {
        var reader = new Lib0Reader(encoded);
        var deletes = DecodedDeletes.Read(ref reader, format, UpdateLimits.Default);
        return new Snapshot(DeleteSet.From(deletes.AllRanges()), StateVector.Decode(reader.TakeRest()));
    }

    private byte[] Encode(UpdateFormat format)
    {
        var writer = new Lib0Writer();
        DeleteSet.WriteTo(writer, format);
        StateVector.WriteTo(writer);
        return writer.ToArray();
    }

    private bool Contains(ReadOnlySpan<byte> update, UpdateFormat format)
    {
        var cursor = UpdateCursor.Open(update.ToArray(), format, skipsGaps: false);
        for (; cursor.HasCurrent; cursor.MoveNext())
        {
            ref readonly var block = ref cursor.Current;
            if (StateVector[new ClientId(block.Client)] < (ulong)block.End)
            {
                return false;
            }
        }

        return DeleteSet.Equals(DeleteSet.From(DeleteSet.AllRanges().Concat(cursor.ReadDeletes().AllRanges())));
    }
}
