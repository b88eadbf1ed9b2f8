namespace Collab.Core.Blocks;

/// <summary>How an update says which type holds an item.</summary>
internal enum ParentForm : byte
{
    /// <summary>Not at all: it is the origin's, or the right origin's.</summary>
    Inherited,

    /// <summary>By the name of a root.</summary>
    Root,

    /// <summary>By the id of the item that holds the type.</summary>
    Item,
}
