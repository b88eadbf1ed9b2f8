namespace Collab.Core.Storage;

/// <summary>A document as stored.</summary>
/// <param name="Checkpoint">Stands for all updates up to its sequence; null if the document was never compacted.</param>
/// <param name="Updates">The updates after it, oldest first, with no sequence missing.</param>
public sealed record StoredDocument(Checkpoint? Checkpoint, IReadOnlyList<ReadOnlyMemory<byte>> Updates)
{
    /// <summary>The sequence of the newest update.</summary>
    public long Sequence => (Checkpoint?.Sequence ?? 0) + Updates.Count;

    /// <summary>The bytes of the updates after the checkpoint.</summary>
    public long LogBytes => Updates.Sum(update => (long)update.Length);
}

/// <summary>One update that stands for all those of a document up to a sequence.</summary>
/// <param name="Sequence">The newest update that it holds.</param>
/// <param name="State">A Yjs update, V1, pending structs included.</param>
public sealed record Checkpoint(long Sequence, ReadOnlyMemory<byte> State);

/// <summary>What a listing tells of a document.</summary>
/// <param name="Sequence">The sequence of its newest update.</param>
/// <param name="LogUpdates">How many updates follow its checkpoint.</param>
/// <param name="StoredBytes">The bytes of checkpoint and updates, without the store's own overhead.</param>
public readonly record struct StoredDocumentSummary(DocumentName Document, long Sequence, long LogUpdates, long StoredBytes);
