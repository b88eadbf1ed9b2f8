namespace Collab.Core.Storage;

/// <summary>A document with what the store still keeps of it beyond need.</summary>
/// <param name="Stored">What a load gives.</param>
/// <param name="Replaced">Updates that the checkpoint stands for and that are there all the same, oldest first, perhaps with
/// gaps; what is in them has to be in the checkpoint.</param>
/// <param name="Previous">The checkpoint before the newest one, if it is kept; what is in it has to be in the newest.</param>
public sealed record InspectedDocument(
    StoredDocument Stored, IReadOnlyList<ReadOnlyMemory<byte>> Replaced, Checkpoint? Previous = null)
{
    /// <summary>What was found of that which is kept beyond need; no load would notice it.</summary>
    public IReadOnlyList<StoreFinding> Findings { get; init; } = [];
}
