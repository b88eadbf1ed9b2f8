using Collab.AspNetCore;
using Collab.Core;

namespace EmbedInYourApp;

/// <summary>The team's notes: a page to edit them, and the same document read and edited from C#.</summary>
internal static class NotesEndpoints
{
    private static readonly DocumentName Notes = new("team/notes");

    /// <summary>Maps the page at <c>/</c>, and <c>/notes</c>: <c>GET</c> for the text, <c>POST</c> to add a line of the server's.</summary>
    public static void MapNotes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (IWebHostEnvironment environment) =>
            TypedResults.PhysicalFile(Path.Combine(environment.WebRootPath, "editor.html"), "text/html")).RequireAuthorization();
        routes.MapGet("/notes", ReadAsync).RequireAuthorization();
        routes.MapPost("/notes", StampAsync).RequireAuthorization(policy => policy.RequireRole(Team.WriterRole));
    }

    private static Task<string> ReadAsync(ICollabDocuments documents, CancellationToken cancellationToken) =>
        documents.ReadAsync(Notes, document => document.GetText("content").ToString(), cancellationToken);

    /// <summary>Whoever has the page open sees the line at once; when this returns it is on the disk.</summary>
    private static async Task<IResult> StampAsync(ICollabDocuments documents, TimeProvider time, CancellationToken cancellationToken)
    {
        var line = $"{time.GetUtcNow():u}\n";
        await documents.EditAsync(Notes, document => document.GetText("content").Insert(0, line), cancellationToken);
        return TypedResults.NoContent();
    }
}
