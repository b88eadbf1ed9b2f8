using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A list of XML nodes: elements, texts and hooks.</summary>
public partial class YXmlFragment : SharedType
{
    internal YXmlFragment(Document document, TypeNode node)
        : base(document, node)
    {
    }

    public int Count => Node.Length;

    /// <summary>The child nodes as they are now.</summary>
    public IReadOnlyList<SharedType> Children => XmlTree.Children(Document, Node);

    public SharedType? FirstChild => XmlTree.First(Document, Node);

    /// <exception cref="ArgumentOutOfRangeException">There is no such child.</exception>
    /// <exception cref="InvalidOperationException">A peer put something there that is no XML node.</exception>
    public SharedType this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return TypeIn(Store.FindUnit(Node, index).Handle)
                ?? throw new InvalidOperationException($"child {index} is no XML node");
        }
    }

    /// <summary>Creates an element before the child that has this index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is beyond the end.</exception>
    public YXmlElement InsertElement(int index, string nodeName) =>
        (YXmlElement)Insert(index, TypeKind.XmlElement, nodeName);

    /// <summary>Creates a text before the child that has this index.</summary>
    /// <inheritdoc cref="InsertElement"/>
    public YXmlText InsertText(int index) => (YXmlText)Insert(index, TypeKind.XmlText, "");

    /// <summary>Creates a hook before the child that has this index.</summary>
    /// <inheritdoc cref="InsertElement"/>
    public YXmlHook InsertHook(int index, string hookName) => (YXmlHook)Insert(index, TypeKind.XmlHook, hookName);

    /// <summary>Creates an element after the last child.</summary>
    public YXmlElement PushElement(string nodeName) => InsertElement(Count, nodeName);

    /// <summary>Creates a text after the last child.</summary>
    public YXmlText PushText() => InsertText(Count);

    /// <summary>Creates a hook after the last child.</summary>
    public YXmlHook PushHook(string hookName) => InsertHook(Count, hookName);

    /// <summary>Creates an element after a child.</summary>
    /// <param name="reference">Null: at the front.</param>
    /// <exception cref="ArgumentException">The reference is no child of this.</exception>
    public YXmlElement InsertElementAfter(SharedType? reference, string nodeName) =>
        (YXmlElement)InsertAfter(reference, TypeKind.XmlElement, nodeName);

    /// <summary>Creates a text after a child.</summary>
    /// <inheritdoc cref="InsertElementAfter"/>
    public YXmlText InsertTextAfter(SharedType? reference) => (YXmlText)InsertAfter(reference, TypeKind.XmlText, "");

    /// <summary>Creates a hook after a child.</summary>
    /// <inheritdoc cref="InsertElementAfter"/>
    public YXmlHook InsertHookAfter(SharedType? reference, string hookName) =>
        (YXmlHook)InsertAfter(reference, TypeKind.XmlHook, hookName);

    /// <exception cref="ArgumentOutOfRangeException">The range is not in the list.</exception>
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

    /// <summary>All nodes below this one that a condition holds for, in document order. The tree must not be edited
    /// meanwhile.</summary>
    public IEnumerable<SharedType> Descendants(Func<SharedType, bool>? predicate = null)
    {
        var all = XmlTree.Descendants(Document, Node);
        return predicate is null ? all : all.Where(predicate);
    }

    /// <summary>The first element below this one that has a node name, whatever its case; null if there is none.</summary>
    public YXmlElement? QuerySelector(string nodeName) => Query(nodeName).FirstOrDefault();

    /// <summary>All elements below this one that have a node name, whatever its case, in document order.</summary>
    public IReadOnlyList<YXmlElement> QuerySelectorAll(string nodeName) => [.. Query(nodeName)];

    /// <summary>The XML text as Yjs writes it: attributes sorted by key, nothing escaped.</summary>
    public override string ToString() => XmlText.Write(Document, Node);

    private IEnumerable<YXmlElement> Query(string nodeName)
    {
        ArgumentNullException.ThrowIfNull(nodeName);
        return XmlTree.Descendants(Document, Node)
            .OfType<YXmlElement>()
            .Where(element => string.Equals(element.NodeName, nodeName, StringComparison.OrdinalIgnoreCase));
    }

    private SharedType Insert(int index, TypeKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Count);
        using var edit = BeginEdit(index);
        return TypeIn(Store.InsertTypeAfter(Author, Node, Store.FindLeft(Node, index), kind, name))!;
    }

    private SharedType InsertAfter(SharedType? reference, TypeKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (reference is not null && (reference.Parent != this || Store[reference.Node.Item].ParentSub != Block.None))
        {
            throw new ArgumentException("the reference is no child of this", nameof(reference));
        }

        using var edit = BeginEdit();
        return TypeIn(Store.InsertTypeAfter(Author, Node, reference?.Node.Item ?? 0, kind, name))!;
    }
}
