using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>One step of a change of a text, in the form of a Quill delta.</summary>
public sealed record TextOperation
{
    private TextOperation(TextOperationKind kind, int length)
    {
        Kind = kind;
        Length = length;
    }

    public TextOperationKind Kind { get; }

    /// <summary>UTF-16 units that are inserted, kept or deleted; an embed is one.</summary>
    public int Length { get; }

    /// <summary>What is inserted: text as <see cref="AnyKind.String"/>, an embed's value as any other kind. Undefined where
    /// nothing is, or <see cref="Type"/> is given.</summary>
    public Any Content { get; private init; }

    /// <summary>The shared type that is inserted, if one is. Only events have it: types are created in their place.</summary>
    public SharedType? Type { get; private init; }

    /// <summary>Formats of what is inserted, changes of the formats of what is kept; a null value ends a format.</summary>
    public IReadOnlyList<KeyValuePair<string, Any>> Attributes { get; private init; } = [];

    /// <summary>Inserts text, if it is a string, or else an embed.</summary>
    /// <exception cref="ArgumentException">The content is null or undefined, or nests deeper than readers allow.</exception>
    public static TextOperation Insert(Any content, IReadOnlyList<KeyValuePair<string, Any>>? attributes = null)
    {
        TextEditor.ThrowIfNoEmbed(content);
        var length = content.Kind == AnyKind.String ? content.AsString().Length : 1;
        return new TextOperation(TextOperationKind.Insert, length) { Content = content, Attributes = attributes ?? [] };
    }

    /// <summary>Goes on, and formats what it passes.</summary>
    public static TextOperation Retain(int length, IReadOnlyList<KeyValuePair<string, Any>>? attributes = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new TextOperation(TextOperationKind.Retain, length) { Attributes = attributes ?? [] };
    }

    public static TextOperation Delete(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new TextOperation(TextOperationKind.Delete, length);
    }

    /// <summary>What an event says of a nested type that came in.</summary>
    internal static TextOperation InsertType(SharedType type, IReadOnlyList<KeyValuePair<string, Any>> attributes) =>
        new(TextOperationKind.Insert, 1) { Type = type, Attributes = attributes };
}
