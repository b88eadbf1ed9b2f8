using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Interop.Tests.Engine;

/// <summary>What watchers of a document of the engine hear, in the form in which <c>clients/engine/watch.mjs</c> tells it.</summary>
internal static class CrossEvents
{
    /// <summary>Watches all roots and all that nests in them.</summary>
    /// <param name="tell">Gets [root, its events] for each call of an observer.</param>
    public static void Watch(Document document, CrossFlavour flavour, Action<Any> tell)
    {
        foreach (var (name, kind) in flavour.Roots)
        {
            CrossContent.Root(document, name, kind).ObserveDeep((events, _) => tell(Any.FromArray(name, Message.List(events.Select(Told)))));
        }
    }

    private static Any Told(YEvent change) => Message.Of(
        ("path", Message.List(change.Path)),
        ("keys", Any.FromObject([.. change.Keys.Select(key => KeyValuePair.Create(key.Key, Told(key.Value)))])),
        ("delta", change is YTextEvent text ? Message.List(text.TextDelta.Select(Told)) : Message.List(change.Delta.Select(Told))));

    private static Any Told(KeyChange change) => Message.Of(
        ("action", change.Action switch { KeyAction.Add => "add", KeyAction.Update => "update", _ => "delete" }),
        ("old", change.OldType is null ? change.OldValue : "a type"));

    private static Any Told(ListOperation operation) => operation.Kind switch
    {
        ListOperationKind.Insert => Message.Of(("insert", Message.List(operation.Values.Select(value => value.Type?.ToJson() ?? value.Value)))),
        ListOperationKind.Retain => Message.Of(("retain", operation.Length)),
        _ => Message.Of(("delete", operation.Length)),
    };

    private static Any Told(TextOperation operation)
    {
        var told = operation.Kind switch
        {
            TextOperationKind.Insert => ("insert", operation.Type?.ToJson() ?? operation.Content),
            TextOperationKind.Retain => ("retain", operation.Length),
            _ => ("delete", (Any)operation.Length),
        };
        return operation.Attributes.Count == 0
            ? Message.Of(told)
            : Message.Of(told, ("attributes", Any.FromObject([.. operation.Attributes])));
    }
}
