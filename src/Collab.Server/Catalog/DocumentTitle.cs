namespace Collab.Server.Catalog;

/// <summary>Makes a title fit for a list: whatever a client wrote into a document, every store and page can take it.</summary>
internal static class DocumentTitle
{
    /// <summary>In UTF-16 units; more is cut off in the catalogue, not in the document.</summary>
    public const int MaxLength = 200;

    /// <returns>The title without control characters and lone surrogates; empty for null.</returns>
    public static string Normalize(string? title) => PlainLine.Of(title, MaxLength);
}
