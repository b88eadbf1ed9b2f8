using Collab.Core.Storage;

namespace Collab.Core.Sessions;

/// <summary>A document made of what the store has of it.</summary>
/// <param name="Stored">What it was made of; null if nothing is stored under that name.</param>
/// <param name="IsFallback">Whether the newest checkpoint could not be read, so that the previous one and its log stood in.</param>
internal sealed record LoadedDocument<T>(T Document, StoredDocument? Stored, bool IsFallback);
