using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Server.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Api;

/// <summary>Makes the documents that the API is asked for.</summary>
internal sealed class NewDocuments(ICollabDocuments documents, DocumentCopier copier, ICatalog catalog, TimeProvider time)
{
    public async Task<Results<Created<DocumentResponse>, ValidationProblem>> CreateAsync(
        CreateDocumentRequest request, CancellationToken cancellationToken)
    {
        if (DocumentFields.Check(request.Title, request.Folder, out var folder) is { } invalid)
        {
            return invalid;
        }

        DocumentEntry? original = null;
        if (request.From is { } from)
        {
            original = DocumentName.TryCreate(from, out var known) ? await catalog.FindAsync(known, cancellationToken) : null;
            if (original is null)
            {
                return DocumentFields.Invalid("from", "There is no such document to copy.");
            }
        }

        var kind = original is not null && request.Kind is null ? original.Kind : DocumentKinds.FromWord(request.Kind);
        if (original is null ? kind == DocumentKind.Other : kind != original.Kind)
        {
            return DocumentFields.Invalid("kind", "The kind is board, page or text; of a copy it is the original's.");
        }

        var name = NewName.Create();
        var title = request.Title ?? original?.Title ?? "";
        if (original is null)
        {
            await documents.EditAsync(name, document => WriteMeta(document, kind, title), cancellationToken);
        }
        else
        {
            await copier.CopyAsync(original.Name, name, kind, title, cancellationToken);
        }

        // The document is there now; a caller that hangs up does not keep it off the list.
        var now = time.GetUtcNow();
        await catalog.RecordAsync([new DocumentRecord(name, 0, kind, title, now)], CancellationToken.None);
        var change = new EntryChange { Folder = folder ?? original?.Folder, Thumbnail = original?.Thumbnail, At = now };
        var entry = await catalog.ChangeAsync(name, change, CancellationToken.None);
        return TypedResults.Created($"{DocumentEndpoints.Path}/{name}", DocumentResponse.Of(entry!));
    }

    private static void WriteMeta(Document document, DocumentKind kind, string title)
    {
        var meta = document.GetMap(DocumentMeta.Root);
        meta.Set("kind", kind.ToWord());
        meta.Set("title", title);
    }
}
