namespace Collab.Core.Storage.FileStore;

/// <summary>Where a document's bytes lie, at one moment.</summary>
internal sealed record StoreView(CheckpointHead? Checkpoint, IReadOnlyList<Extent> Extents);
