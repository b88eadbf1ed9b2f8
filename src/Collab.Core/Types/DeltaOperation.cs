using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>One run of a text with the same attributes, or one embed.</summary>
public sealed record DeltaOperation
{
    /// <summary>Text as <see cref="AnyKind.String"/>, an embed's value as any other kind; Undefined where
    /// <see cref="Type"/> is given.</summary>
    public Any Insert { get; init; }

    /// <summary>The shared type that is embedded here, if one is.</summary>
    public SharedType? Type { get; init; }

    /// <summary>In the order in which the formats begin.</summary>
    public IReadOnlyList<KeyValuePair<string, Any>> Attributes { get; init; } = [];
}
