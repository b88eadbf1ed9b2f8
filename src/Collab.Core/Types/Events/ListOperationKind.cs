namespace Collab.Core.Types;

/// <summary>What a <see cref="ListOperation"/> does.</summary>
public enum ListOperationKind
{
    Insert,
    Retain,
    Delete,
}
