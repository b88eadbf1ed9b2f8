using System.Text;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Finds what happened to a text and its formats, as Yjs computes it (YText.js, YTextEvent.delta).</summary>
/// <remarks>Yjs deletes marks here that it finds to say what is so anyway. Here they are only passed over: to look at a change
/// must not make another.</remarks>
internal sealed class TextChanges
{
    private readonly Document _document;
    private readonly BlockStore _store;
    private readonly TransactionView _view;
    private readonly List<TextOperation> _operations = [];

    /// <summary>The formats in force now, and those that were before.</summary>
    private readonly FormatSet _current = new();
    private readonly FormatSet _old = new();

    /// <summary>What changes for text that stays.</summary>
    private readonly FormatSet _changed = new();
    private readonly StringBuilder _text = new();
    private TextOperationKind? _kind;
    private int _length;

    private TextChanges(YTextEvent change)
    {
        _document = change.Target.Document;
        _store = _document.Store;
        _view = new TransactionView(change.Transaction);
    }

    public static IReadOnlyList<TextOperation> Find(YTextEvent change)
    {
        var changes = new TextChanges(change);
        for (var handle = change.Target.Node.Start; handle != 0; handle = changes._store[handle].Right)
        {
            changes.Pass(handle);
        }

        changes.End();
        var operations = changes._operations;
        while (operations is [.., { Kind: TextOperationKind.Retain, Attributes.Count: 0 }])
        {
            operations.RemoveAt(operations.Count - 1);
        }

        return operations;
    }

    private void Pass(int handle)
    {
        ref var item = ref _store[handle];
        switch (item.Kind)
        {
            case ContentKind.Text or ContentKind.Embed or ContentKind.Type:
                PassContent(item);
                break;
            case ContentKind.Format:
                PassMark(handle, item);
                break;
        }
    }

    private void PassContent(in Block item)
    {
        if (_view.Adds(item))
        {
            if (!_view.Deletes(item))
            {
                Insert(item);
            }
        }
        else if (_view.Deletes(item))
        {
            Go(TextOperationKind.Delete, item.Length);
        }
        else if (!item.IsDeleted)
        {
            Go(TextOperationKind.Retain, item.Length);
        }
    }

    private void Insert(in Block item)
    {
        var content = _store.ContentOf(item);
        if (item.Kind == ContentKind.Text)
        {
            Go(TextOperationKind.Insert, item.Length);
            _text.Append(Encoding.UTF8.GetString(content));
            return;
        }

        End();
        _operations.Add(item.Kind == ContentKind.Type
            ? TextOperation.InsertType(SharedType.Of(_document, _store.TypeIn(item)), Read(_current))
            : TextOperation.Insert(ContentValues.ReadLast(item.Kind, content, item.Length), Read(_current)));
    }

    private void PassMark(int handle, in Block mark)
    {
        var key = _store.FormatKeyOf(mark);
        var value = new FormatValue(handle, default);
        var says = true;
        if (_view.Adds(mark))
        {
            says = _view.Deletes(mark) || PassNewMark(key, value);
        }
        else if (_view.Deletes(mark))
        {
            _old.Set(key, value);
            if (!_store.AreEqual(_current.Get(key), value))
            {
                EndRetain();
                _changed.Set(key, _current.Get(key));
            }
        }
        else if (!mark.IsDeleted)
        {
            _old.Set(key, value);
            says = PassOldMark(key, value);
        }

        if (!mark.IsDeleted && says)
        {
            if (_kind == TextOperationKind.Insert)
            {
                End();
            }

            _store.PassMark(handle, _current);
        }
    }

    /// <returns>False if the mark says what is so anyway.</returns>
    private bool PassNewMark(int key, FormatValue value)
    {
        if (_store.AreEqual(_current.Get(key), value))
        {
            return IsEnd(value);
        }

        EndRetain();
        if (_store.AreEqual(value, _old.Get(key)))
        {
            _changed.Remove(key);
        }
        else
        {
            _changed.Set(key, value);
        }

        return true;
    }

    /// <inheritdoc cref="PassNewMark"/>
    private bool PassOldMark(int key, FormatValue value)
    {
        if (!_changed.TryGet(key, out var changed))
        {
            return true;
        }

        if (_store.AreEqual(changed, value))
        {
            return IsEnd(changed);
        }

        EndRetain();
        if (IsEnd(value))
        {
            _changed.Remove(key);
        }
        else
        {
            _changed.Set(key, value);
        }

        return true;
    }

    private bool IsEnd(FormatValue value) => _store.Read(value).Kind == AnyKind.Null;

    private void EndRetain()
    {
        if (_kind == TextOperationKind.Retain)
        {
            End();
        }
    }

    private void Go(TextOperationKind kind, int length)
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
            case TextOperationKind.Insert:
                _operations.Add(TextOperation.Insert(_text.ToString(), Read(_current)));
                _text.Clear();
                break;
            case TextOperationKind.Retain:
                _operations.Add(TextOperation.Retain(_length, Read(_changed)));
                break;
            case TextOperationKind.Delete:
                _operations.Add(TextOperation.Delete(_length));
                break;
        }

        _length = 0;
        _kind = null;
    }

    private KeyValuePair<string, Any>[] Read(FormatSet formats)
    {
        var values = new KeyValuePair<string, Any>[formats.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = KeyValuePair.Create(_store.Keys.GetText(formats[i].Key), _store.Read(formats[i].Value));
        }

        return values;
    }
}
