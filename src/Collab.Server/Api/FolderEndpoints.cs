using Collab.Server.Access;
using Collab.Server.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Api;

internal static class FolderEndpoints
{
    /// <summary>Maps /api/folders, for owners: rename one with all that is in it. Which there are, the documents say.</summary>
    public static void MapFolders(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/folders/rename", RenameAsync).RequireOwner();

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> RenameAsync(
        RenameFolderRequest request, ICatalog catalog, CancellationToken cancellationToken)
    {
        if (DocumentFields.Check(null, request.From, out var from) is { } wrongFrom)
        {
            return wrongFrom;
        }

        if (DocumentFields.Check(null, request.To, out var to) is { } wrongTo)
        {
            return wrongTo;
        }

        if (from is null or "" || to is null or "")
        {
            return DocumentFields.Invalid("folder", "Say which folder, and what it is to be called.");
        }

        return await catalog.RenameFolderAsync(from, to, cancellationToken) switch
        {
            FolderRenaming.Renamed => TypedResults.NoContent(),
            FolderRenaming.Taken => TypedResults.Problem(
                "There is a folder with this name.", statusCode: StatusCodes.Status409Conflict),
            _ => TypedResults.Problem("Nothing is in a folder of that name.", statusCode: StatusCodes.Status404NotFound),
        };
    }
}
