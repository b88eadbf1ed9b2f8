namespace Collab.Core.Documents;

/// <summary>A group of changes that is observed, cleaned up and encoded as one.</summary>
public sealed partial class Transaction
{
    internal Transaction(Document document, object? origin, bool isLocal)
    {
        Document = document;
        Origin = origin;
        IsLocal = isLocal;
    }

    public Document Document { get; }

    /// <summary>What the caller of Transact or ApplyUpdate gave, to know its own changes by.</summary>
    public object? Origin { get; }

    public bool IsLocal { get; }
}
