namespace Collab.Core.Blocks;

/// <summary>The kinds of shared types, numbered as on the wire.</summary>
internal enum TypeKind : byte
{
    Array = 0,
    Map = 1,
    Text = 2,
    XmlElement = 3,
    XmlFragment = 4,
    XmlHook = 5,
    XmlText = 6,

    /// <summary>A root that updates name but the application has not asked for yet; never on the wire.</summary>
    Undeclared = 255,
}
