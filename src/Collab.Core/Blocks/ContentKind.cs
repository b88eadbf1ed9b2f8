namespace Collab.Core.Blocks;

/// <summary>What a block is: the lower five bits of its info byte (1.2 of the Yjs update format).</summary>
internal enum ContentKind : byte
{
    /// <summary>A block without place in any list: its parent was collected.</summary>
    Gc = 0,

    /// <summary>An item whose content was collected; it keeps its place, which others refer to.</summary>
    Deleted = 1,

    /// <summary>Legacy values: n varStrings of JSON text, or the word <c>undefined</c>.</summary>
    Json = 2,
    Binary = 3,
    Text = 4,

    /// <summary>A JSON value in a text.</summary>
    Embed = 5,

    /// <summary>A mark in a text from which on a format has a value; takes a clock, but is not counted.</summary>
    Format = 6,

    /// <summary>A nested shared type.</summary>
    Type = 7,

    /// <summary>n lib0 <c>any</c> values.</summary>
    Any = 8,

    /// <summary>A sub-document: guid and options.</summary>
    Document = 9,

    /// <summary>A gap in an update; never stored.</summary>
    Skip = 10,
}
