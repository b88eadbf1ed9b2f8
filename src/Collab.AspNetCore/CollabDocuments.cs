using Collab.AspNetCore.Hocuspocus;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;

namespace Collab.AspNetCore;

internal sealed class CollabDocuments(SessionRegistry sessions, HocuspocusAudience audience) : ICollabDocuments
{
    public Task<T> ReadAsync<T>(DocumentName document, Func<Document, T> read, CancellationToken cancellationToken) =>
        sessions.ReadAsync(document, read, cancellationToken);

    public Task EditAsync(DocumentName document, Action<Document> edit, CancellationToken cancellationToken) =>
        sessions.EditAsync(document, edit, cancellationToken);

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
        sessions.DeleteAsync(document, cancellationToken);

    public int SendStateless(DocumentName document, string payload) => audience.Send(document, payload);
}
