namespace Collab.Core.Blocks;

/// <summary>What the store knows of one shared type: where its list begins and which items its keys have.</summary>
internal sealed class TypeNode(int index, TypeKind kind, int name, int item)
{
    /// <summary>Its place in the store's table of types.</summary>
    public int Index { get; } = index;

    /// <summary>Changes once at most: when the application first asks for an undeclared root.</summary>
    public TypeKind Kind { get; set; } = kind;

    /// <summary>The key of a root's name, or of the node name of an XML element or hook; -1 for others.</summary>
    public int Name { get; } = name;

    /// <summary>The item that holds it; 0 for a root.</summary>
    public int Item { get; } = item;

    public bool IsRoot => Item == 0;

    /// <summary>The first item of the list, deleted or not; 0 if there is none.</summary>
    public int Start { get; set; }

    /// <summary>Counted units in the list.</summary>
    public int Length { get; set; }

    /// <summary>Finds places in the list; null until one was looked for in a long list.</summary>
    public PositionIndex? Positions { get; set; }

    /// <summary>Whether format marks were ever in it, so that a plain search must carry attributes.</summary>
    public bool HasFormatting { get; set; }

    /// <summary>Its item is deleted; kept here too, beside what every new item of the type asks for.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Its item was deleted and collected: it is empty for ever, and its index may be used again.</summary>
    public bool IsCollected { get; private set; }

    /// <summary>The one public handle of it, made on demand.</summary>
    public object? Handle { get; set; }

    /// <summary>The current item of each key; its handle stays the newest, deleted or not.</summary>
    public KeyMap Map;

    public void Collect()
    {
        Start = 0;
        Length = 0;
        Map = default;
        Positions = null;
        IsCollected = true;
    }
}
