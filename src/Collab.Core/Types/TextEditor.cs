using System.Diagnostics.CodeAnalysis;
using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>A place in a text with the formats in force there, and the edits that Yjs makes at one (YText.js,
/// ItemTextListPosition).</summary>
internal sealed partial class TextEditor(BlockStore store, ulong author, TypeNode node)
{
    private readonly FormatSet _current = new();
    private int _left;
    private int _right = node.Start;

    /// <summary>Whether an item is what deleting from a text deletes: no values that only an array holds.</summary>
    public static bool IsTextContent(in Block item) =>
        !item.IsDeleted && item.Kind is ContentKind.Text or ContentKind.Embed or ContentKind.Type;

    /// <exception cref="ArgumentException">A value is undefined, or nests deeper than readers allow.</exception>
    public static void ThrowIfNoFormats(IReadOnlyList<KeyValuePair<string, Any>>? attributes)
    {
        for (var i = 0; i < attributes?.Count; i++)
        {
            var (key, value) = attributes[i];
            if (value.Kind == AnyKind.Undefined || JsonOrAny.IsTooDeep(value))
            {
                throw new ArgumentException($"the format {key} is undefined or nests too deep", nameof(attributes));
            }
        }
    }

    /// <exception cref="ArgumentException">The embed is null or undefined, or nests deeper than readers allow.</exception>
    public static void ThrowIfNoEmbed(Any embed)
    {
        if (embed.Kind is AnyKind.Null or AnyKind.Undefined || JsonOrAny.IsTooDeep(embed))
        {
            throw new ArgumentException("an embed is null, undefined or nests too deep", nameof(embed));
        }
    }

    /// <param name="content">A text, or an embed.</param>
    /// <param name="attributes">Null: those in force at the place.</param>
    public void Insert(int index, Any content, IReadOnlyList<KeyValuePair<string, Any>>? attributes)
    {
        MoveTo(index);
        Insert(content, attributes is null ? InForce() : Given(attributes));
    }

    /// <returns>The handle of the item that holds the type.</returns>
    public int InsertType(int index, TypeKind kind, IReadOnlyList<KeyValuePair<string, Any>> attributes)
    {
        MoveTo(index);
        var negated = Begin(Given(attributes));
        var handle = store.InsertTypeAfter(author, node, _left, kind, "");
        Enter(handle);
        InsertEnds(negated);
        return handle;
    }

    public void Delete(int index, int length)
    {
        MoveTo(index);
        Delete(length);
    }

    public void Format(int index, int length, IReadOnlyList<KeyValuePair<string, Any>> attributes)
    {
        MoveTo(index);
        if (_right != 0)
        {
            Format(length, Given(attributes));
        }
    }

    public void Apply(IReadOnlyList<TextOperation> delta, bool sanitize)
    {
        for (var i = 0; i < delta.Count; i++)
        {
            var operation = delta[i];
            switch (operation.Kind)
            {
                case TextOperationKind.Insert:
                    var content = operation.Content;
                    if (!sanitize && i == delta.Count - 1 && _right == 0)
                    {
                        content = WithoutLineBreak(content);
                    }

                    if (content.Kind != AnyKind.String || content.AsString().Length > 0)
                    {
                        Insert(content, Given(operation.Attributes));
                    }

                    break;
                case TextOperationKind.Retain:
                    Format(operation.Length, Given(operation.Attributes));
                    break;
                default:
                    Delete(operation.Length);
                    break;
            }
        }
    }

    private static Any WithoutLineBreak(Any content) =>
        content.Kind == AnyKind.String && content.AsString() is [.. var rest, '\n'] ? rest : content;

    // Directly after the unit before the index: deleted items and marks that follow it are still to the right.
    private void MoveTo(int index)
    {
        _left = store.FindLeft(node, index, _current);
        _right = _left == 0 ? node.Start : store[_left].Right;
    }

    private void Forward()
    {
        ref var item = ref store[_right];
        if (item.Kind == ContentKind.Format && !item.IsDeleted)
        {
            store.PassMark(_right, _current);
        }

        _left = _right;
        _right = item.Right;
    }

    private void Enter(int inserted)
    {
        _right = inserted;
        Forward();
    }

    private FormatSet Given(IReadOnlyList<KeyValuePair<string, Any>> attributes)
    {
        var formats = new FormatSet();
        for (var i = 0; i < attributes.Count; i++)
        {
            formats.Set(store.Keys.Intern(attributes[i].Key), new FormatValue(0, attributes[i].Value));
        }

        return formats;
    }

    private FormatSet InForce()
    {
        var formats = new FormatSet();
        formats.CopyFrom(_current);
        return formats;
    }

    private void Insert(Any content, FormatSet wanted)
    {
        var negated = Begin(wanted);
        Enter(content.Kind == AnyKind.String
            ? PlainTextEditor.InsertAfter(store, author, node, _left, content.AsString())
            : InsertEmbed(content));
        InsertEnds(negated);
    }

    private int InsertEmbed(Any embed)
    {
        var writer = store.Scratch();
        JsonOrAny.Add(writer, embed);
        return store.InsertAfter(author, node, _left, ContentKind.Embed, writer.WrittenSpan, 1);
    }

    // Whatever is inserted has exactly the wanted formats: others that are in force end before it.
    private FormatSet Begin(FormatSet wanted)
    {
        for (var i = 0; i < _current.Count; i++)
        {
            if (!wanted.Contains(_current[i].Key))
            {
                wanted.Set(_current[i].Key, FormatValue.None);
            }
        }

        PassWhatChangesNothing(wanted);
        return InsertStarts(wanted);
    }

    /// <summary>Leaves deleted items, and marks of formats that are wanted anyway, to the left (minimizeAttributeChanges).</summary>
    private void PassWhatChangesNothing(FormatSet wanted)
    {
        while (_right != 0 && (store[_right].IsDeleted || (IsMark(out var key) && store.AreEqual(wanted.Get(key), Here()))))
        {
            Forward();
        }
    }

    /// <summary>Writes marks for what is not in force yet (insertAttributes).</summary>
    /// <returns>What the formats that begin here have to go back to, in that order.</returns>
    private FormatSet InsertStarts(FormatSet wanted)
    {
        var negated = new FormatSet();
        wanted.SortAsProperties(store.Keys);
        for (var i = 0; i < wanted.Count; i++)
        {
            var (key, value) = wanted[i];
            var current = _current.Get(key);
            if (!store.AreEqual(current, value))
            {
                negated.Set(key, current);
                Enter(store.InsertMark(author, node, _left, key, value));
            }
        }

        return negated;
    }

    /// <summary>Writes marks that restore what was in force, unless the next ones do (insertNegatedAttributes).</summary>
    private void InsertEnds(FormatSet negated)
    {
        while (_right != 0)
        {
            if (!store[_right].IsDeleted)
            {
                if (!IsMark(out var key) || !negated.TryGet(key, out var value) || !store.AreEqual(value, Here()))
                {
                    break;
                }

                negated.Remove(key);
            }

            Forward();
        }

        for (var i = 0; i < negated.Count; i++)
        {
            Enter(store.InsertMark(author, node, _left, negated[i].Key, negated[i].Value));
        }
    }

    /// <summary>Whether the next item is a mark, deleted or not.</summary>
    private bool IsMark([NotNullWhen(true)] out int key)
    {
        ref var item = ref store[_right];
        var isMark = item.Kind == ContentKind.Format;
        key = isMark ? store.FormatKeyOf(item) : Block.None;
        return isMark;
    }

    // The value that the mark to the right sets.
    private FormatValue Here() => new(_right, default);
}
