namespace Collab.Server.Catalog;

/// <summary>The words for kinds in documents, in the API and in storage: "board", "page", "text", "other".</summary>
internal static class DocumentKinds
{
    public static string ToWord(this DocumentKind kind) => kind switch
    {
        DocumentKind.Board => "board",
        DocumentKind.Page => "page",
        DocumentKind.Text => "text",
        _ => "other",
    };

    /// <returns><see cref="DocumentKind.Other"/> for every word that is no other kind's.</returns>
    public static DocumentKind FromWord(string? word) => word switch
    {
        "board" => DocumentKind.Board,
        "page" => DocumentKind.Page,
        "text" => DocumentKind.Text,
        _ => DocumentKind.Other,
    };
}
