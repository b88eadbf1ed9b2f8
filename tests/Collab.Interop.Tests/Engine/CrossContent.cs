using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Interop.Tests.Engine;

/// <summary>What a document of the engine shows, in the form in which <c>clients/engine/observe.mjs</c> tells it.</summary>
internal static class CrossContent
{
    public static SharedType Root(Document document, string name, string kind) => kind switch
    {
        "Text" => document.GetText(name),
        "Array" => document.GetArray(name),
        "Map" => document.GetMap(name),
        "XmlFragment" => document.GetXmlFragment(name),
        "XmlElement" => document.GetXmlElement(name),
        "XmlText" => document.GetXmlText(name),
        _ => throw new ArgumentException($"{kind} is no kind of root", nameof(kind)),
    };

    public static Any Of(Document document, CrossFlavour flavour) => Any.FromObject(
    [
        .. flavour.Roots.Select(root => KeyValuePair.Create(root.Name, Of(Root(document, root.Name, root.Kind)))),
    ]);

    private static Any Of(SharedType type) => type switch
    {
        YText text => Message.Of(
            ("string", text.ToString()),
            ("length", text.Length),
            ("delta", text.ToDeltaJson()),
            ("attributes", Any.FromObject([.. text.Attributes]))),
        YXmlFragment xml => Message.Of(("string", xml.ToString()), ("length", xml.Count)),
        _ => Message.Of(("json", type.ToJson())),
    };
}
