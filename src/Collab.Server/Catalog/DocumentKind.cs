namespace Collab.Server.Catalog;

/// <summary>What a document is edited as.</summary>
internal enum DocumentKind
{
    /// <summary>Not one of ours: its root map <c>meta</c> names no kind that we know.</summary>
    Other,

    Board,

    Page,

    Text,
}
