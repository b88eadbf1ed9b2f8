using Collab.AspNetCore.Hocuspocus;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.AspNetCore;

/// <remarks>A hook of the host may ask for this, and the sessions are made with the hooks: so they are looked up when they are used.</remarks>
internal sealed class CollabDocuments(IServiceProvider services) : ICollabDocuments
{
    private SessionRegistry Sessions => services.GetRequiredService<SessionRegistry>();

    public Task<T> ReadAsync<T>(DocumentName document, Func<Document, T> read, CancellationToken cancellationToken) =>
        Sessions.ReadAsync(document, read, cancellationToken);

    public Task EditAsync(DocumentName document, Action<Document> edit, CancellationToken cancellationToken) =>
        Sessions.EditAsync(document, edit, cancellationToken);

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
        Sessions.DeleteAsync(document, cancellationToken);

    public int SendStateless(DocumentName document, string payload) => services.GetRequiredService<HocuspocusAudience>().Send(document, payload);
}
