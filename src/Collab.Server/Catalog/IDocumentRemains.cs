using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>Something that is kept of a document beside its content and its entry, and goes when it is deleted for good.</summary>
internal interface IDocumentRemains
{
    /// <summary>Erases what is there, if anything; may be called again.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">Something may be left; it is tried again later.</exception>
    Task EraseAsync(DocumentName document, CancellationToken cancellationToken);
}
