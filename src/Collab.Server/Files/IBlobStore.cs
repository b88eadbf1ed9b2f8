using Collab.Core;
using Collab.Server.Catalog;

namespace Collab.Server.Files;

/// <summary>Keeps the images of documents beside their content: files that were put into them, and their thumbnails.</summary>
/// <remarks>All methods may be called at the same time, and throw <see cref="Core.Storage.StoreUnavailableException"/> if the storage fails. What a
/// document keeps is erased as one. Implementations are checked by one contract test suite.</remarks>
internal interface IBlobStore : IDocumentRemains
{
    /// <summary>Keeps a blob, in the place of the one under its key; durable once the task completes.</summary>
    /// <param name="quota">Bytes that the document's counted blobs may take together.</param>
    Task<PutOutcome> PutAsync(
        DocumentName document, BlobKey key, ReadOnlyMemory<byte> content, long quota, CancellationToken cancellationToken);

    /// <summary>Opens a blob to be read and sought in; little of it is in memory at a time.</summary>
    /// <returns>Null if there is none.</returns>
    Task<Stream?> OpenAsync(DocumentName document, BlobKey key, CancellationToken cancellationToken);

    /// <summary>Lists the images that were put into a document, by key; thumbnails are none of them.</summary>
    Task<IReadOnlyList<BlobKey>> ListAsync(DocumentName document, CancellationToken cancellationToken);

    /// <summary>Copies all that one document keeps to another, which keeps nothing yet; durable once the task completes.</summary>
    Task CopyAsync(DocumentName from, DocumentName to, CancellationToken cancellationToken);
}
