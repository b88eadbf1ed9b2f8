using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>Finds what happened to a type's keys (Yjs, YEvent.keys).</summary>
internal static class KeyChanges
{
    public static OrderedDictionary<string, KeyChange> Find(YEvent change, ChangedType changed)
    {
        var view = new TransactionView(change.Transaction);
        var document = change.Target.Document;
        var store = document.Store;
        var keys = new OrderedDictionary<string, KeyChange>();
        foreach (var key in changed.Keys)
        {
            var (action, old) = Find(store, view, changed.Node.Map.Get(key));
            if (action is null)
            {
                continue;
            }

            var value = Any.Undefined;
            SharedType? type = null;
            if (old != 0 && store[old].Kind == ContentKind.Type)
            {
                type = SharedType.Of(document, store.TypeIn(store[old]));
            }
            else if (old != 0)
            {
                value = ContentValues.ReadLast(store[old].Kind, store.ContentOf(store[old]), store[old].Length);
            }

            keys.Add(store.Keys.GetText(key), new KeyChange(action.Value, value, type));
        }

        return keys;
    }

    /// <returns>What was done, and the item that held the old value; nothing if the value came and went.</returns>
    private static (KeyAction? Action, int Old) Find(BlockStore store, TransactionView view, int current)
    {
        var isDeleted = view.Deletes(store[current]);
        if (!view.Adds(store[current]))
        {
            return isDeleted ? (KeyAction.Delete, current) : (null, 0);
        }

        var previous = store[current].Left;
        while (previous != 0 && view.Adds(store[previous]))
        {
            previous = store[previous].Left;
        }

        var hadValue = previous != 0 && view.Deletes(store[previous]);
        return (isDeleted, hadValue) switch
        {
            (true, true) => (KeyAction.Delete, previous),
            (true, false) => (null, 0),
            (false, true) => (KeyAction.Update, previous),
            _ => (KeyAction.Add, 0),
        };
    }
}
