using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Server.Access;
using Collab.Server.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Api;

internal static class DocumentEndpoints
{
    public const string Path = "/api/documents";

    /// <summary>Maps /api/documents: list, create, change and delete for owners, look up for who may read. Contents are edited through
    /// the sync endpoint.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup(Path).RequireOwner();
        documents.MapGet("/", ListAsync);
        documents.MapPost("/", CreateAsync);
        documents.MapGet("/{**name}", FindAsync).RequireRight(AccessRight.Read);
        documents.MapPatch("/{**name}", ChangeAsync);
        documents.MapDelete("/{**name}", DeleteAsync);
    }

    private static async Task<DocumentListResponse> ListAsync(string? name, ICatalog catalog, CancellationToken cancellationToken)
    {
        var entries = name is null ? await catalog.ListAsync(cancellationToken) : await ListOneAsync(name, catalog, cancellationToken);
        return new DocumentListResponse([.. entries.Select(DocumentResponse.Of)]);
    }

    private static async Task<IReadOnlyList<DocumentEntry>> ListOneAsync(
        string name, ICatalog catalog, CancellationToken cancellationToken) =>
        DocumentName.TryCreate(name, out var document) && await catalog.FindAsync(document, cancellationToken) is { } entry
            ? [entry]
            : [];

    private static async Task<Results<Ok<DocumentResponse>, NotFound>> FindAsync(
        HttpContext context, ICatalog catalog, ServerAccess access, CancellationToken cancellationToken)
    {
        if (!DocumentPath.TryReadName(context, "name", out var document)
            || await catalog.FindAsync(document, cancellationToken) is not { } entry)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Ok(access.IsOwner(context) ? DocumentResponse.Of(entry) : DocumentResponse.ForGuest(entry));
    }

    private static Task<Results<Created<DocumentResponse>, ValidationProblem>> CreateAsync(
        CreateDocumentRequest request, NewDocuments documents, CancellationToken cancellationToken) =>
        documents.CreateAsync(request, cancellationToken);

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

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> DeleteAsync(
        HttpContext context, ICatalog catalog, DocumentEraser eraser, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!DocumentPath.TryReadName(context, "name", out var name))
        {
            return TypedResults.NotFound();
        }

        switch (await catalog.DeleteAsync(name, time.GetUtcNow(), cancellationToken))
        {
            case DeletionOutcome.Deleted:
                // It is deleted, whoever hangs up and whatever is erased later.
                await eraser.TryEraseAsync(name, CancellationToken.None);
                return TypedResults.NoContent();
            case DeletionOutcome.NotTrashed:
                return TypedResults.Problem(
                    "Only what is in the trash is deleted for good.", statusCode: StatusCodes.Status409Conflict);
            default:
                return TypedResults.NotFound();
        }
    }
}
