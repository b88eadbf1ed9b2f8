namespace Collab.Core.Blocks;

/// <summary>An item that holds a document came, or was deleted.</summary>
internal readonly record struct DocumentNote(BlockId Item, bool IsAdded);
