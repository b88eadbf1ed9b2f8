using Collab.Core;

namespace Collab.Server.Files;

/// <summary>Paths of images, as documents hold them.</summary>
internal static class FileAddress
{
    public const string Root = "/api/files";

    public static string Of(DocumentName document, BlobKey key) => $"{Root}/{key}/{Uri.EscapeDataString(document.Value)}";

    /// <returns>The path of the same image in another document; null if this is none of the first one's.</returns>
    public static string? Move(string path, DocumentName from, DocumentName to)
    {
        var parts = path.Split('/', 5);
        return parts is ["", "api", "files", var hash, var name]
            && BlobKey.TryParseHash(hash, out var key)
            && Uri.UnescapeDataString(name) == from.Value
            ? Of(to, key)
            : null;
    }
}
