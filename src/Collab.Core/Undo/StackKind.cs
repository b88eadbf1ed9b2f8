namespace Collab.Core.Undo;

/// <summary>One of the two stacks of an <see cref="UndoManager"/>.</summary>
public enum StackKind
{
    Undo,
    Redo,
}
