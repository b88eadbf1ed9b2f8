namespace Collab.Core.Documents;

/// <summary>The subdocuments that a transaction concerns.</summary>
internal sealed class SubdocumentSets
{
    public List<Document> Added { get; } = [];

    public List<Document> Removed { get; } = [];

    public List<Document> Loaded { get; } = [];

    /// <summary>Those that came and went: nobody is told.</summary>
    public List<Document> Passing { get; } = [];

    public bool IsEmpty => Added.Count + Removed.Count + Loaded.Count == 0;
}
