using System.Diagnostics.CodeAnalysis;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A list of values and shared types.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is Yjs's word.")]
public sealed partial class YArray : SharedType
{
    internal YArray(Document document, TypeNode node)
        : base(document, node)
    {
    }

    public int Count => Node.Length;

    /// <summary>A value; of a nested shared type its JSON.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Any this[int index] => FindUnit(index) is var (handle, unit) && Store[handle].Kind == ContentKind.Type
        ? SharedTypeJson.Read(Document, Store.TypeIn(Store[handle]))
        : ContentValues.Read(Store[handle].Kind, Store.ContentOf(Store[handle]), Store[handle].Length)[unit];

    /// <summary>The shared type at an index; null if a plain value is there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public SharedType? GetType(int index)
    {
        ref var item = ref Store[FindUnit(index).Handle];
        return item.Kind == ContentKind.Type ? Of(Document, Store.TypeIn(item)) : null;
    }

    /// <summary>Inserts values before the element that has this index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    /// <exception cref="InvalidOperationException">The document has no client id to edit with, or the array was
    /// deleted.</exception>
    public void Insert(int index, params Any[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Count);
        ThrowIfCollected();
        if (values.Length > 0)
        {
            Document.Edit(store => ListEditor.Insert(store, Document.ClientId, Node, index, values));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The range is not in the array.</exception>
    /// <exception cref="InvalidOperationException">The document has no client id to edit with.</exception>
    public void Delete(int index, int length = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Count - index);
        if (length > 0)
        {
            Document.Edit(store => ListEditor.Delete(store, Node, index, length));
        }
    }

    private (int Handle, int Unit) FindUnit(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var handle = Node.Start;
        while (!Store[handle].IsVisible || index >= Store[handle].Length)
        {
            index -= Store[handle].IsVisible ? Store[handle].Length : 0;
            handle = Store[handle].Right;
        }

        return (handle, index);
    }
}
