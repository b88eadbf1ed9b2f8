using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <content>Attributes of the text as a whole, kept by key as in a map; they have nothing to do with formats.</content>
public partial class YText
{
    /// <summary>In the order in which they were first set; a nested shared type as its JSON.</summary>
    public IReadOnlyList<KeyValuePair<string, Any>> Attributes => KeyEditor.Read(Document, Node);

    public void SetAttribute(string name, Any value)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var edit = BeginEdit();
        KeyEditor.Set(Store, Author, Node, name, value);
    }

    /// <returns>The value; <see cref="Any.Undefined"/> if there is no such attribute.</returns>
    public Any GetAttribute(string name) => TryGetAttribute(name, out var value) ? value : Any.Undefined;

    /// <summary>An attribute's value. False if there is none.</summary>
    public bool TryGetAttribute(string name, out Any value) => KeyEditor.TryGet(Document, Node, name, out value);

    /// <summary>Removes an attribute, if it is there.</summary>
    public void RemoveAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var edit = BeginEdit();
        KeyEditor.Delete(Store, Node, name);
    }
}
