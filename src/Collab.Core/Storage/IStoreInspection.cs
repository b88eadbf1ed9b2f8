namespace Collab.Core.Storage;

/// <summary>A store to be looked through: what a start and each load would find, without anything in it being
/// changed.</summary>
public interface IStoreInspection : IAsyncDisposable
{
    /// <summary>What was found of the store as a whole, and of documents before they were loaded.</summary>
    IReadOnlyList<StoreFinding> Findings { get; }

    /// <summary>Lists the stored documents by name in ordinal order, damaged ones too as far as they are known.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    IAsyncEnumerable<StoredDocumentSummary> ListAsync(CancellationToken cancellationToken);

    /// <summary>Reads a document in one consistent view.</summary>
    /// <returns>Null if nothing is stored under that name.</returns>
    /// <exception cref="DocumentDamagedException">It cannot be read whole.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    Task<InspectedDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken);
}
