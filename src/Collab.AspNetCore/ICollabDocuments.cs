using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.AspNetCore;

/// <summary>Reads and edits documents from C#, beside the peers that have them open.</summary>
public interface ICollabDocuments
{
    /// <summary>Reads from a document; what was read is durable when the task completes.</summary>
    /// <param name="read">Short, and without keeping anything of the document: the document's peers wait meanwhile.</param>
    /// <exception cref="StoreUnavailableException">The document cannot be loaded, or the host stops.</exception>
    /// <exception cref="DocumentDeletedException">The document is deleted, and its name remembered.</exception>
    Task<T> ReadAsync<T>(DocumentName document, Func<Document, T> read, CancellationToken cancellationToken);

    /// <summary>Edits a document in one transaction; peers see it at once, and the task completes when it is durable.</summary>
    /// <param name="edit">Short, and without keeping anything of the document. If it throws, the call fails with that exception,
    /// nothing of the edit is kept, and the document's peers are reconnected.</param>
    /// <exception cref="StoreUnavailableException">The document cannot be loaded, or the host stops.</exception>
    /// <exception cref="DocumentDeletedException">The document is deleted, and its name remembered.</exception>
    Task EditAsync(DocumentName document, Action<Document> edit, CancellationToken cancellationToken);

    /// <summary>Deletes a document for good: closes those who have it open with 4404, and has the store forget it. A client that comes later
    /// begins a new document with what it has, unless <see cref="CollabBuilder.AddDeletedDocuments{TDeleted}"/> says who remembers the name.</summary>
    /// <returns>Whether something was stored.</returns>
    /// <exception cref="StoreUnavailableException">It may be there still, or the host stops; deleting can be tried again.</exception>
    Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken);

    /// <summary>Sends a string of the app's own to the Hocuspocus clients that have a document open here; nothing is kept for others.</summary>
    /// <returns>To how many it was sent. One that is far behind in reading such messages is passed over.</returns>
    int SendStateless(DocumentName document, string payload);
}
