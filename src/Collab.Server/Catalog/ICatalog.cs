using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>The list of documents with what the app shows of them: a mirror of what the documents say of themselves.</summary>
/// <remarks>All methods may be called at the same time. Implementations are checked by one contract test suite.</remarks>
internal interface ICatalog
{
    /// <summary>Records what documents say of themselves; durable once the task completes.</summary>
    /// <param name="records">No document twice. One that is not listed yet is listed, made at that time; one that is listed at
    /// the same or a newer sequence stays as it is: records may come late and again.</param>
    /// <exception cref="Core.Storage.StoreUnavailableException">Nothing of it may have been recorded; it can be tried again.</exception>
    Task RecordAsync(IReadOnlyCollection<DocumentRecord> records, CancellationToken cancellationToken);

    /// <returns>Null if the document is not listed.</returns>
    /// <exception cref="Core.Storage.StoreUnavailableException">The catalogue cannot be read now.</exception>
    Task<DocumentEntry?> FindAsync(DocumentName name, CancellationToken cancellationToken);

    /// <summary>Lists all documents, the last changed first, then by name.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The catalogue cannot be read now.</exception>
    Task<IReadOnlyList<DocumentEntry>> ListAsync(CancellationToken cancellationToken);
}
