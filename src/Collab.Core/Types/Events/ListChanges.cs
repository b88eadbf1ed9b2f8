using Collab.Core.Blocks;

namespace Collab.Core.Types;

/// <summary>Finds what happened to a type's list (Yjs, YEvent.changes).</summary>
/// <remarks>Of a text only what counts is seen, unit by unit; its formats are in its own delta.</remarks>
internal sealed class ListChanges
{
    private readonly List<ListOperation> _operations = [];
    private readonly List<ListValue> _inserted = [];
    private ListOperationKind? _kind;
    private int _length;

    public static IReadOnlyList<ListOperation> Find(YEvent change)
    {
        var view = new TransactionView(change.Transaction);
        var store = change.Target.Document.Store;
        var changes = new ListChanges();
        for (var handle = change.Target.Node.Start; handle != 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            if (item.Kind == ContentKind.Format)
            {
                continue;
            }

            if (!item.IsDeleted)
            {
                if (view.Adds(item))
                {
                    changes.Insert(change.Target, item);
                }
                else
                {
                    changes.Go(ListOperationKind.Retain, item.Length);
                }
            }
            else if (view.Deletes(item) && !view.Adds(item))
            {
                changes.Go(ListOperationKind.Delete, item.Length);
            }
        }

        if (changes._kind != ListOperationKind.Retain)
        {
            changes.End();
        }

        return changes._operations;
    }

    private void Insert(SharedType target, in Block item)
    {
        var store = target.Document.Store;
        Go(ListOperationKind.Insert, item.Length);
        if (item.Kind == ContentKind.Type)
        {
            _inserted.Add(new ListValue(default, SharedType.Of(target.Document, store.TypeIn(item))));
            return;
        }

        foreach (var value in ContentValues.Read(item.Kind, store.ContentOf(item), item.Length))
        {
            _inserted.Add(new ListValue(value, null));
        }
    }

    private void Go(ListOperationKind kind, int length)
    {
        if (_kind != kind)
        {
            End();
            _kind = kind;
        }

        _length += length;
    }

    private void End()
    {
        switch (_kind)
        {
            case ListOperationKind.Insert:
                _operations.Add(ListOperation.Insert([.. _inserted]));
                _inserted.Clear();
                break;
            case ListOperationKind.Retain:
                _operations.Add(ListOperation.Retain(_length));
                break;
            case ListOperationKind.Delete:
                _operations.Add(ListOperation.Delete(_length));
                break;
        }

        _length = 0;
        _kind = null;
    }
}
