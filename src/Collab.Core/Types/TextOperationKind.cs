namespace Collab.Core.Types;

/// <summary>What a <see cref="TextOperation"/> does.</summary>
public enum TextOperationKind
{
    Insert,
    Retain,
    Delete,
}
