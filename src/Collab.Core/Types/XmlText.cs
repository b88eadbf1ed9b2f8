using System.Text;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Writes XML types as Yjs's <c>toString</c> does (nothing is escaped), without recursion.</summary>
internal sealed class XmlText(Document document)
{
    // What a map or an array in an XML type prints as in JavaScript.
    private const string ObjectText = "[object Object]";

    // What is still to be written, the next on top: finished text, or a type.
    private readonly Stack<object> _todo = new();
    private readonly StringBuilder _text = new();
    private readonly List<object> _parts = [];

    public static string Write(Document document, TypeNode node)
    {
        var writer = new XmlText(document);
        writer._todo.Push(node);
        writer.WriteAll();
        return writer._text.ToString();
    }

    private void WriteAll()
    {
        while (_todo.TryPop(out var next))
        {
            if (next is not TypeNode node)
            {
                _text.Append((string)next);
                continue;
            }

            _parts.Clear();
            AddParts(node);
            for (var i = _parts.Count - 1; i >= 0; i--)
            {
                _todo.Push(_parts[i]);
            }
        }
    }

    private void AddParts(TypeNode node)
    {
        switch (node.Kind)
        {
            case TypeKind.XmlElement:
                AddElement(node);
                break;
            case TypeKind.XmlFragment:
                AddChildren(node);
                break;
            case TypeKind.XmlText:
                AddFormattedText(node);
                break;
            case TypeKind.Text:
                _parts.Add(SharedTypeReader.ReadText(document.Store, node));
                break;
            default:
                _parts.Add(ObjectText);
                break;
        }
    }

    private void AddElement(TypeNode node)
    {
        var name = YXmlElement.NameOf(document.Store, node).ToLowerInvariant();
        _parts.Add($"<{name}");
        foreach (var (key, value, type) in SharedTypeReader.ReadMap(document.Store, node)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            _parts.Add($" {key}=\"");
            AddValue(value, type);
            _parts.Add("\"");
        }

        _parts.Add(">");
        AddChildren(node);
        _parts.Add($"</{name}>");
    }

    private void AddChildren(TypeNode node)
    {
        foreach (var (value, type) in SharedTypeReader.ReadList(document.Store, node))
        {
            AddValue(value, type);
        }
    }

    private void AddFormattedText(TypeNode node)
    {
        foreach (var operation in TextDelta.Read(document, node))
        {
            var tags = operation.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal).ToArray();
            foreach (var (name, value) in tags)
            {
                _parts.Add($"<{name}{TagAttributes(value)}>");
            }

            AddValue(operation.Insert, operation.Type?.Node);
            foreach (var (name, _) in tags.Reverse())
            {
                _parts.Add($"</{name}>");
            }
        }
    }

    private void AddValue(Any value, TypeNode? type) => _parts.Add(type is null ? value.ToDisplayString() : type);

    // JavaScript's for-in over a format's value: the properties of an object, the indices of a list or text.
    private static string TagAttributes(Any value)
    {
        var attributes = value.Kind switch
        {
            AnyKind.Object => value.Properties,
            AnyKind.Array => Indexed(value.Items),
            AnyKind.String => Indexed([.. value.AsString().Select(unit => Any.FromString(unit.ToString()))]),
            _ => [],
        };
        return string.Concat(attributes
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
            .Select(attribute => $" {attribute.Key}=\"{attribute.Value.ToDisplayString()}\""));
    }

    private static KeyValuePair<string, Any>[] Indexed(IReadOnlyList<Any> values) =>
        [.. values.Select((value, index) => KeyValuePair.Create(JavaScriptNumber.Format(index), value))];
}
