using Collab.Core.Blocks;

namespace Collab.Core.Types;

/// <content>Changing formats, and removing the marks that have lost their text.</content>
internal sealed partial class TextEditor
{
    /// <summary>Formats units from here on, and removes the marks that this makes needless (formatText).</summary>
    private void Format(int length, FormatSet wanted)
    {
        PassWhatChangesNothing(wanted);
        var negated = InsertStarts(wanted);
        while (_right != 0 && (length > 0 || (negated.Count > 0 && (store[_right].IsDeleted || IsMark(out _)))))
        {
            if (!store[_right].IsDeleted && !FormatOne(ref length, wanted, negated))
            {
                break;
            }

            Forward();
        }

        if (length > 0)
        {
            // Quill takes a text for one that ends with a line break; what it formats there has to exist.
            Enter(PlainTextEditor.InsertAfter(store, author, node, _left, new string('\n', length)));
        }

        InsertEnds(negated);
    }

    // False if the marks after the range have nothing more to say.
    private bool FormatOne(ref int length, FormatSet wanted, FormatSet negated)
    {
        if (!IsMark(out var key))
        {
            store.SplitAfter(_right, length);
            length -= store[_right].Length;
            return true;
        }

        if (!wanted.TryGet(key, out var value))
        {
            return true;
        }

        if (store.AreEqual(value, Here()))
        {
            negated.Remove(key);
        }
        else if (length == 0)
        {
            return false;
        }
        else
        {
            negated.Set(key, Here());
        }

        store.Delete(_right);
        return true;
    }

    /// <summary>Deletes units from here on, as far as there are any (deleteText).</summary>
    private void Delete(int length)
    {
        var before = InForce();
        var start = _right;
        while (length > 0 && _right != 0)
        {
            if (IsTextContent(store[_right]))
            {
                store.SplitAfter(_right, length);
                length -= store[_right].Length;
                store.Delete(_right);
            }

            Forward();
        }

        RemoveNeedlessMarks(start, before);
    }

    /// <summary>Removes the marks between two texts that others overrule, or that say what was so before
    /// (cleanupFormattingGap).</summary>
    /// <param name="start">The first item of the gap.</param>
    /// <param name="before">The formats in force before the gap.</param>
    private void RemoveNeedlessMarks(int start, FormatSet before)
    {
        var last = new FormatSet();
        var end = start;
        for (; end != 0 && !store[end].IsVisible; end = store[end].Right)
        {
            if (store[end].Kind == ContentKind.Format && !store[end].IsDeleted)
            {
                last.Set(store.FormatKeyOf(store[end]), new FormatValue(end, default));
            }
        }

        // The place of this editor is in the gap or at its end; marks behind it do not tell what is in force at it.
        var isBehind = false;
        for (var handle = start; handle != end; handle = store[handle].Right)
        {
            isBehind |= handle == _right;
            if (store[handle].Kind == ContentKind.Format && !store[handle].IsDeleted)
            {
                RemoveIfNeedless(handle, before, last, isBehind);
            }
        }
    }

    private void RemoveIfNeedless(int mark, FormatSet before, FormatSet last, bool isBehind)
    {
        var key = store.FormatKeyOf(store[mark]);
        var value = new FormatValue(mark, default);
        var former = before.Get(key);
        if (last.Get(key).Mark == mark && !store.IsSame(former, value))
        {
            if (!isBehind)
            {
                store.PassMark(mark, _current);
            }

            return;
        }

        store.Delete(mark);
        if (isBehind || !store.IsSame(_current.Get(key), value) || store.IsSame(former, value))
        {
            return;
        }

        if (before.Contains(key))
        {
            _current.Set(key, former);
        }
        else
        {
            _current.Remove(key);
        }
    }
}
