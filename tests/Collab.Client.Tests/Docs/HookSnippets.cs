using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;

namespace Collab.Client.Tests.Docs;

internal sealed class TemplateSeed : IDocumentSeed
{
    public ValueTask<ReadOnlyMemory<byte>?> LoadAsync(DocumentName document, CancellationToken cancellationToken)
    {
        if (!document.Value.StartsWith("team/", StringComparison.Ordinal))
        {
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);
        }

        var template = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        template.GetText("content").Insert(0, "# Agenda\n");
        return ValueTask.FromResult<ReadOnlyMemory<byte>?>(template.EncodeStateAsUpdate());
    }
}

internal sealed class OfficeHours(TimeProvider time) : IUpdateFilter
{
    public ValueTask<UpdateVerdict> FilterAsync(UpdateRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(time.GetLocalNow().Hour is >= 8 and < 18
            ? UpdateVerdict.Allowed
            : UpdateVerdict.Refused("nobody writes at night"));
}

internal interface ISearchIndex
{
    Task PutAsync(string key, string text, CancellationToken cancellationToken);
}

internal sealed class SearchIndexer(ICollabDocuments documents, ISearchIndex index) : IDocumentListener
{
    public async Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken)
    {
        var text = await documents.ReadAsync(
            change.Document, document => document.GetText("content").ToString(), cancellationToken);
        await index.PutAsync(change.Document.Value, text, cancellationToken);
    }
}
