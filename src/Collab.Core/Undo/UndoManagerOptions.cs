using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Undo;

/// <summary>How an <see cref="UndoManager"/> behaves; fixed when it is made.</summary>
public sealed class UndoManagerOptions
{
    /// <summary>A change that comes sooner than this after the last one becomes part of the same step. Default 500 ms; zero:
    /// each is a step of its own.</summary>
    public TimeSpan CaptureTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The origins of transactions that can be undone; a <see cref="Type"/> stands for every origin of exactly that
    /// type. Default: null alone, the origin of edits that name none. As in Yjs an update that is applied without an origin has
    /// it too: name one for those of others.</summary>
    public IReadOnlyCollection<object?> TrackedOrigins { get; init; } = [null];

    /// <summary>Says of a transaction whether it can be undone. Default: each can.</summary>
    public Func<Transaction, bool>? CaptureTransaction { get; init; }

    /// <summary>Says of an item that an undo or redo would delete whether it may. Default: each may.</summary>
    public Func<ItemInfo, bool>? DeleteFilter { get; init; }

    /// <summary>Whether an undo gives a key its former value though somebody else has set it since. Default false.</summary>
    public bool IgnoreRemoteMapChanges { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
