using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A list of values and shared types. As a value, a nested shared type is its JSON.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is Yjs's word.")]
[SuppressMessage("Naming", "CA1710", Justification = "It is Yjs's word.")]
public sealed partial class YArray : SharedType, IReadOnlyList<Any>
{
    internal YArray(Document document, TypeNode node)
        : base(document, node)
    {
    }

    public int Count => Node.Length;

    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Any this[int index]
    {
        get
        {
            var (handle, unit) = FindUnit(index);
            ref var item = ref Store[handle];
            return item.Kind == ContentKind.Type
                ? SharedTypeJson.Read(Document, Store.TypeIn(item))
                : ContentValues.ReadAt(item.Kind, Store.ContentOf(item), unit);
        }
    }

    /// <summary>The shared type at an index; null if a plain value is there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public SharedType? GetType(int index) => TypeIn(FindUnit(index).Handle);

    /// <summary>The shared type at an index; null if something else is there.</summary>
    /// <inheritdoc cref="GetType(int)"/>
    public T? Get<T>(int index)
        where T : SharedType => GetType(index) as T;

    /// <summary>Inserts values before the element that has this index.</summary>
    /// <exception cref="ArgumentException">A value nests deeper than readers allow; nothing is inserted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public void Insert(int index, params ReadOnlySpan<Any> values)
    {
        ThrowIfBeyondEnd(index);
        ListEditor.ThrowIfTooDeep(values);
        if (values.Length > 0)
        {
            using var edit = BeginEdit(index);
            ListEditor.InsertAfter(Store, Author, Node, Store.FindLeft(Node, index), values);
        }
    }

    /// <summary>Inserts values at the very end, after deleted elements too.</summary>
    /// <exception cref="ArgumentException">A value nests deeper than readers allow; nothing is inserted.</exception>
    public void Push(params ReadOnlySpan<Any> values)
    {
        ListEditor.ThrowIfTooDeep(values);
        if (values.Length > 0)
        {
            using var edit = BeginEdit();
            ListEditor.InsertAfter(Store, Author, Node, Store.FindLast(Node), values);
        }
    }

    /// <summary>Inserts values at the front.</summary>
    /// <exception cref="ArgumentException">A value nests deeper than readers allow; nothing is inserted.</exception>
    public void Unshift(params ReadOnlySpan<Any> values) => Insert(0, values);

    /// <summary>Creates a shared type before the element that has this index.</summary>
    /// <exception cref="ArgumentException">An element or hook needs a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public T InsertType<T>(int index)
        where T : SharedType => (T)InsertType(index, KindOf<T>(), "");

    /// <summary>Creates an XML element before the element that has this index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public YXmlElement InsertElement(int index, string nodeName)
    {
        ArgumentNullException.ThrowIfNull(nodeName);
        return (YXmlElement)InsertType(index, TypeKind.XmlElement, nodeName);
    }

    /// <exception cref="ArgumentOutOfRangeException">The range is not in the array.</exception>
    public void Delete(int index, int length = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Count - index);
        if (length > 0)
        {
            using var edit = BeginEdit(index + length);
            ListEditor.Delete(Store, Node, index, length);
        }
    }

    public Any[] ToArray() => Slice();

    /// <summary>The elements from a start to an end that is not included.</summary>
    /// <param name="start">If negative, counted from the end.</param>
    /// <param name="end">If negative, counted from the end; null for the end.</param>
    public Any[] Slice(int start = 0, int? end = null)
    {
        var from = FromEnd(start);
        var to = FromEnd(end ?? Count);
        return from >= to
            ? []
            : [.. SharedTypeReader.ReadList(Store, Node).Take(from..to).Select(
                unit => unit.Type is null ? unit.Value : SharedTypeJson.Read(Document, unit.Type))];
    }

    /// <summary>The elements as they are now: later edits do not disturb.</summary>
    public IEnumerator<Any> GetEnumerator() => ((IEnumerable<Any>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private SharedType InsertType(int index, TypeKind kind, string name)
    {
        ThrowIfBeyondEnd(index);
        using var edit = BeginEdit(index);
        return TypeIn(Store.InsertTypeAfter(Author, Node, Store.FindLeft(Node, index), kind, name))!;
    }

    private void ThrowIfBeyondEnd(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Count);
    }

    private (int Handle, int Unit) FindUnit(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Store.FindUnit(Node, index);
    }

    private int FromEnd(int index) => Math.Clamp(index < 0 ? Count + index : index, 0, Count);
}
