namespace Collab.Server.Catalog;

/// <summary>Where our documents have their content.</summary>
internal static class DocumentContent
{
    /// <summary>The XML fragment of a page, the text of a text.</summary>
    public const string Root = "content";

    /// <summary>The map of a board's elements.</summary>
    public const string Elements = "elements";
}
