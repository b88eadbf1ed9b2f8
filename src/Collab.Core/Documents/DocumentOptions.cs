using System.Diagnostics.CodeAnalysis;
using Collab.Core.Codec;
using Collab.Core.Types;

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

    /// <summary>Asked for each deleted item whether its content may be dropped. Default none: all may.</summary>
    public Func<ItemInfo, bool>? GcFilter { get; init; }

    /// <summary>The name by which the document is known where it is embedded in others. Default none: it cannot be.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "It is Yjs's word.")]
    public string? Guid { get; init; }

    /// <summary>What the documents that embed it tell about it. Default undefined, as null: nothing.</summary>
    public Any Meta { get; init; }

    /// <summary>Whether replicas of the documents that embed it are to load it at once. Default false.</summary>
    public bool AutoLoad { get; init; }

    /// <summary>Whether it is to be loaded where it is embedded first. Default true.</summary>
    public bool ShouldLoad { get; init; } = true;

    public UpdateLimits Limits { get; init; } = UpdateLimits.Default;
}
