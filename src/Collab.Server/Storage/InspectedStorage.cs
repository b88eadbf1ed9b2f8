using Collab.Core.Storage;
using Collab.Server.Catalog;

namespace Collab.Server.Storage;

/// <summary>A storage that is open to be looked through and cannot be changed.</summary>
/// <param name="Catalog">What the catalogue says; it was read before any document is.</param>
/// <param name="Findings">What was found of the catalogue's own storage.</param>
internal sealed record InspectedStorage(
    IStoreInspection Documents, IReadOnlyCollection<DocumentEntry> Catalog, IReadOnlyList<StoreFinding> Findings)
    : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Documents.DisposeAsync();
}
