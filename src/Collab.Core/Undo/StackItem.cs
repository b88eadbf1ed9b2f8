using Collab.Core.Blocks;

namespace Collab.Core.Undo;

/// <summary>One step of an undo or redo stack: what one or several transactions inserted and deleted.</summary>
public sealed class StackItem
{
    internal StackItem()
    {
    }

    /// <summary>Notes of the application for when the step is undone, such as a selection.</summary>
    public IDictionary<object, object?> Meta { get; } = new Dictionary<object, object?>();

    internal UnitSet Insertions { get; } = new();

    internal UnitSet Deletions { get; } = new();
}
