using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>What a document token allows, where, to whom and until when.</summary>
public sealed record DocumentGrant
{
    private DocumentGrant(string documents, bool isPrefix, AccessRight right)
    {
        Documents = documents;
        IsPrefix = isPrefix;
        Right = right is AccessRight.Read or AccessRight.Comment or AccessRight.Write
            ? right
            : throw new ArgumentOutOfRangeException(nameof(right), right, "a token grants the right to read, comment or write");
    }

    /// <summary>A document's name; or, if <see cref="IsPrefix"/>, how the names begin of the documents that are meant.</summary>
    public string Documents { get; }

    public bool IsPrefix { get; }

    public AccessRight Right { get; }

    /// <summary>Who it is for, by the host's own stable id; null: nobody in particular.</summary>
    public string? Subject { get; init; }

    /// <summary>What the person is called in others' windows; null: what its client says.</summary>
    public string? DisplayName { get; init; }

    /// <summary>From when on it is good; null: from now on, and by clocks that are a minute behind.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How long it is good from then on, in whole seconds; null: <see cref="DocumentTokenOptions.Lifetime"/>.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The origin, like <c>https://app.example</c>, of the pages that may use it; null: any that may connect at all.</summary>
    public string? Origin { get; init; }

    /// <summary>A right to one document.</summary>
    public static DocumentGrant For(DocumentName document, AccessRight right) => document == default
        ? throw new ArgumentException("not a document", nameof(document))
        : new DocumentGrant(document.Value, false, right);

    /// <summary>A right to all documents whose names begin so. End it with what ends a part of your names, such as a slash: <c>team-1</c>
    /// is the beginning of <c>team-10</c> too.</summary>
    public static DocumentGrant ForPrefix(string prefix, AccessRight right)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new DocumentGrant(prefix, true, right);
    }

    /// <summary>Whether it is about a document: names are compared code unit by code unit, and nothing is normalised.</summary>
    public bool Covers(DocumentName document) => IsPrefix
        ? document.Value.StartsWith(Documents, StringComparison.Ordinal)
        : string.Equals(document.Value, Documents, StringComparison.Ordinal);
}
