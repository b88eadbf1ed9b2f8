namespace Collab.Interop.Tests.Engine;

/// <summary>What is edited in a session of the cross-test; the name is a flavour of <c>clients/engine/flavours.mjs</c>.</summary>
/// <param name="Roots">Names of the root types, and their kinds.</param>
/// <param name="Gc">Whether deleted content is dropped.</param>
internal sealed record CrossFlavour(string Name, bool Gc, params (string Name, string Kind)[] Roots)
{
    private static readonly (string Name, string Kind) Text = ("text", "Text");
    private static readonly (string Name, string Kind) Array = ("array", "Array");
    private static readonly (string Name, string Kind) Map = ("map", "Map");
    private static readonly (string Name, string Kind) Xml = ("xml", "XmlFragment");

    public bool HasEmoji => Name == "emoji";

    /// <summary>Whether its texts have formats, embeds and attributes.</summary>
    public bool HasFormats => !IsFlat && Name is not ("text" or "emoji" or "undo");

    /// <summary>Whether its lists and maps have shared types in them.</summary>
    public bool Nests => !IsFlat && Name is not ("array" or "map" or "documents");

    /// <summary>Whether its editors undo and redo.</summary>
    public bool Undoes => Name is "undo" or "undoRich";

    /// <summary>Without what is told by its name: no formats, and no shared types but XML nodes within others.</summary>
    public bool IsFlat { get; init; }

    /// <summary>Whether its values are only those that every engine reads alike: no undefined, bigint, bytes, or -0.</summary>
    public bool HasPlainValues { get; init; }

    public static IReadOnlyDictionary<string, CrossFlavour> All { get; } = new CrossFlavour[]
    {
        new("text", true, Text),
        new("emoji", true, Text),
        new("rich", true, Text),
        new("array", true, Array),
        new("map", true, Map),
        new("nested", true, Map, Array),
        new("xml", true, Xml),
        new("mixed", true, Text, Map, Array, Xml),
        new("undo", true, Text, Map, Array),
        new("undoRich", false, Text, Map, Array, Xml),
        new("documents", true, Map, Array),
    }.ToDictionary(flavour => flavour.Name);
}
