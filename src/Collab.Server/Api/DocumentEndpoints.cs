using Collab.AspNetCore;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Server.Access;
using Collab.Server.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Api;

internal static class DocumentEndpoints
{
    private const string Path = "/api/documents";

    /// <summary>Maps /api/documents: list, create and change entries for owners, look up for who may read. Contents are edited through
    /// the sync endpoint.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup(Path).RequireOwner();
        documents.MapGet("/", ListAsync);
        documents.MapPost("/", CreateAsync);
        documents.MapGet("/{**name}", FindAsync).RequireRight(AccessRight.Read);
        documents.MapPatch("/{**name}", ChangeAsync);
    }

    private static async Task<DocumentListResponse> ListAsync(ICatalog catalog, CancellationToken cancellationToken)
    {
        var entries = await catalog.ListAsync(cancellationToken);
        return new DocumentListResponse([.. entries.Select(DocumentResponse.Of)]);
    }

    private static async Task<Results<Ok<DocumentResponse>, NotFound>> FindAsync(
        HttpContext context, ICatalog catalog, CancellationToken cancellationToken) =>
        DocumentPath.TryReadName(context, "name", out var document)
            && await catalog.FindAsync(document, cancellationToken) is { } entry
            ? TypedResults.Ok(DocumentResponse.Of(entry))
            : TypedResults.NotFound();

    private static async Task<Results<Created<DocumentResponse>, ValidationProblem>> CreateAsync(
        CreateDocumentRequest request,
        ICollabDocuments documents,
        ICatalog catalog,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var kind = DocumentKinds.FromWord(request.Kind);
        if (kind == DocumentKind.Other)
        {
            return DocumentFields.Invalid("kind", "The kind is board, page or text.");
        }

        if (DocumentFields.Check(request.Title, request.Folder, out var folder) is { } invalid)
        {
            return invalid;
        }

        var name = NewName.Create();
        var title = request.Title ?? "";
        await documents.EditAsync(name, document => WriteMeta(document, kind, title), cancellationToken);

        // The document is there now; a caller that hangs up does not keep it off the list.
        await catalog.RecordAsync([new DocumentRecord(name, 0, kind, title, time.GetUtcNow())], CancellationToken.None);
        var entry = await catalog.ChangeAsync(name, new EntryChange { Folder = folder }, CancellationToken.None);
        return TypedResults.Created($"{Path}/{name}", DocumentResponse.Of(entry!));
    }

    private static async Task<Results<Ok<DocumentResponse>, NotFound, ValidationProblem>> ChangeAsync(
        HttpContext context,
        ChangeDocumentRequest request,
        ICollabDocuments documents,
        ICatalog catalog,
        CatalogMirror mirror,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (DocumentFields.Check(request.Title, request.Folder, out var folder) is { } invalid)
        {
            return invalid;
        }

        if (!DocumentPath.TryReadName(context, "name", out var name)
            || await catalog.FindAsync(name, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        if (request.Title is { } title)
        {
            await documents.EditAsync(name, document => document.GetMap(DocumentMeta.Root).Set("title", title), cancellationToken);

            // Who renames a document and reads the list next sees the new title.
            await mirror.FlushAsync(cancellationToken);
        }

        var change = new EntryChange
        {
            Folder = folder,
            IsStarred = request.Starred,
            IsTrashed = request.Trashed,
            At = time.GetUtcNow(),
        };
        var entry = await catalog.ChangeAsync(name, change, cancellationToken);
        return entry is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(DocumentResponse.Of(entry with { Title = request.Title ?? entry.Title }));
    }

    private static void WriteMeta(Document document, DocumentKind kind, string title)
    {
        var meta = document.GetMap(DocumentMeta.Root);
        meta.Set("kind", kind.ToWord());
        meta.Set("title", title);
    }
}
