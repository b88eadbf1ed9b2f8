using Collab.Core.Types;

namespace Collab.Core.Undo;

/// <summary>Something happened to a step of a stack.</summary>
/// <param name="StackItem">The step.</param>
/// <param name="Stack">The stack that it is on, or was.</param>
/// <param name="Origin">The origin of the transaction that did it; the <see cref="UndoManager"/> when the step was undone or
/// redone.</param>
/// <param name="ChangedTypes">The types that the transaction changed, and all that these lie in; empty if its observers are
/// yet to be called.</param>
public sealed record StackItemEvent(
    StackItem StackItem, StackKind Stack, object? Origin, IReadOnlyCollection<SharedType> ChangedTypes);
