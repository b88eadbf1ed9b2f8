using Collab.Server.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Api;

/// <summary>Checks what requests say of documents.</summary>
internal static class DocumentFields
{
    /// <param name="folderName">The folder as the catalogue takes it; null if the request names none.</param>
    /// <returns>Null if both are well, or missing.</returns>
    public static ValidationProblem? Check(string? title, string? folder, out string? folderName)
    {
        folderName = null;
        if (DocumentTitle.Normalize(title) != (title ?? ""))
        {
            return Invalid("title", $"A title has at most {DocumentTitle.MaxLength} characters, and no control characters.");
        }

        return folder is null || FolderName.TryRead(folder, out folderName)
            ? null
            : Invalid("folder", $"A folder's name has at most {FolderName.MaxLength} characters, and no control characters.");
    }

    public static ValidationProblem Invalid(string field, string problem) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [problem] }, detail: problem);
}
