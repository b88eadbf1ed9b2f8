namespace Collab.Core.Documents;

/// <summary>How a <see cref="Document"/> behaves; fixed when it is made.</summary>
public sealed class DocumentOptions
{
    /// <summary>The author of local edits, unlike every other replica's. Default 0: the document never edits locally.</summary>
    public ClientId ClientId { get; init; }

    /// <summary>Gives another id when a remote update turns out to use <see cref="ClientId"/> too. Default none: local
    /// edits are refused from then on.</summary>
    public Func<ClientId>? NewClientId { get; init; }

    /// <summary>Whether the content of deleted items is dropped. Default true.</summary>
    public bool Gc { get; init; } = true;

    public UpdateLimits Limits { get; init; } = UpdateLimits.Default;
}
