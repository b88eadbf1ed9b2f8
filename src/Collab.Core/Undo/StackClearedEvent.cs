namespace Collab.Core.Undo;

/// <summary>Stacks were emptied.</summary>
/// <param name="Undo">The undo stack was.</param>
/// <param name="Redo">The redo stack was.</param>
public sealed record StackClearedEvent(bool Undo, bool Redo);
