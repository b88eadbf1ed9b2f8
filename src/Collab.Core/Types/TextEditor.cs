using System.Text;
using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>A place in a text with the formats in force there, for local edits (Yjs, ItemTextListPosition).</summary>
internal sealed class TextEditor(BlockStore store, ClientId author, TypeNode node)
{
    private readonly FormatAttributes _current = new();
    private int _left;
    private int _right = node.Start;

    /// <param name="attributes">Null: those in force at the place.</param>
    public void Insert(int index, string text, IReadOnlyList<KeyValuePair<string, Any>>? attributes)
    {
        MoveTo(index);
        var wanted = new OrderedDictionary<string, Any>();
        foreach (var (key, value) in attributes ?? _current.ToList())
        {
            wanted[key] = value;
        }

        foreach (var (key, _) in _current.ToList())
        {
            wanted.TryAdd(key, Any.Null);
        }

        PassWhatChangesNothing(wanted);
        var negated = InsertStarts(wanted);
        InsertItem(ContentKind.Text, Encoding.UTF8.GetBytes(text), text.Length);
        InsertEnds(negated);
    }

    private void MoveTo(int index)
    {
        while (index > 0)
        {
            ref var item = ref store[_right];
            if (item.IsVisible)
            {
                ListEditor.SplitAt(store, item, index);
                index -= item.Length;
            }

            Forward();
        }
    }

    private void Forward()
    {
        ref var item = ref store[_right];
        if (item.Kind == ContentKind.Format && !item.IsDeleted)
        {
            var (key, value) = ContentValues.ReadFormat(store.ContentOf(item));
            _current.Pass(key, value);
        }

        _left = _right;
        _right = item.Right;
    }

    // Deleted items, and marks of formats that the text is to have anyway, stay to the left of it.
    private void PassWhatChangesNothing(OrderedDictionary<string, Any> wanted)
    {
        while (_right != 0 && (store[_right].IsDeleted || IsMarkOf(wanted, out _)))
        {
            Forward();
        }
    }

    private bool IsMarkOf(OrderedDictionary<string, Any> values, out string key)
    {
        key = "";
        if (store[_right].Kind != ContentKind.Format)
        {
            return false;
        }

        (key, var value) = ContentValues.ReadFormat(store.ContentOf(store[_right]));
        return (values.TryGetValue(key, out var wanted) ? wanted : Any.Null) == value;
    }

    /// <returns>What the formats that begin here have to go back to after the text.</returns>
    private OrderedDictionary<string, Any> InsertStarts(OrderedDictionary<string, Any> wanted)
    {
        var negated = new OrderedDictionary<string, Any>();
        foreach (var (key, value) in wanted)
        {
            var current = _current.Get(key);
            if (current != value)
            {
                negated[key] = current;
                InsertFormat(key, value);
            }
        }

        return negated;
    }

    private void InsertEnds(OrderedDictionary<string, Any> negated)
    {
        while (_right != 0 && (store[_right].IsDeleted || negated.Count > 0))
        {
            if (!store[_right].IsDeleted)
            {
                if (!IsMarkOf(negated, out var key) || !negated.Remove(key))
                {
                    break;
                }
            }

            Forward();
        }

        foreach (var (key, value) in negated)
        {
            InsertFormat(key, value);
        }
    }

    private void InsertFormat(string key, Any value)
    {
        var writer = new Lib0Writer();
        writer.WriteVarString(key);
        writer.WriteVarString(value.ToJson());
        InsertItem(ContentKind.Format, writer.WrittenSpan, 1);
    }

    private void InsertItem(ContentKind kind, ReadOnlySpan<byte> content, int length)
    {
        _right = store.InsertAfter(author.Value, node, _left, kind, content, length);
        Forward();
    }
}
