namespace Collab.Core.Sessions;

/// <summary>Remembers the names of deleted documents, so that nobody begins a new one under such a name: a device that was away has the
/// old document still, and would bring it back.</summary>
public interface IDeletedDocuments
{
    /// <summary>Asked each time a document is about to be loaded; who wants into a deleted one is refused with 4404.</summary>
    /// <exception cref="Exception">Nobody is let in, with 4503, and it is asked again when somebody comes.</exception>
    ValueTask<bool> IsDeletedAsync(DocumentName document, CancellationToken cancellationToken);
}
