using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Reads a type and all that nests in it as one value, without recursion: peers decide how deep it nests.</summary>
internal static class SharedTypeJson
{
    public static Any Read(Document document, TypeNode node)
    {
        if (ReadLeaf(document, node) is { } leaf)
        {
            return leaf;
        }

        var open = new Stack<Frame>();
        open.Push(new Frame(document.Store, node));
        while (true)
        {
            var frame = open.Peek();
            if (frame.TakeNested() is { } nested)
            {
                if (ReadLeaf(document, nested) is { } value)
                {
                    frame.SetNested(value);
                }
                else
                {
                    open.Push(new Frame(document.Store, nested));
                }

                continue;
            }

            open.Pop();
            if (!open.TryPeek(out var outer))
            {
                return frame.ToAny();
            }

            outer.SetNested(frame.ToAny());
        }
    }

    // Types whose value is a text, or none; null for those with parts.
    private static Any? ReadLeaf(Document document, TypeNode node) => node.Kind switch
    {
        TypeKind.Text => SharedTypeReader.ReadText(document.Store, node),
        TypeKind.XmlText or TypeKind.XmlElement or TypeKind.XmlFragment => XmlText.Write(document, node),
        TypeKind.Undeclared => Any.Undefined,
        _ => default(Any?),
    };

    /// <summary>An array or object whose parts are being read.</summary>
    private sealed class Frame
    {
        private readonly string[]? _keys;
        private readonly Any[] _values;
        private readonly List<TypeNode?> _types;
        private int _next;

        public Frame(BlockStore store, TypeNode node)
        {
            if (node.Kind == TypeKind.Array)
            {
                var units = SharedTypeReader.ReadList(store, node);
                _values = [.. units.Select(unit => unit.Value)];
                _types = units.ConvertAll(unit => unit.Type);
                return;
            }

            var entries = SharedTypeReader.ReadMap(store, node);
            _keys = [.. entries.Select(entry => entry.Key)];
            _values = [.. entries.Select(entry => entry.Value)];
            _types = entries.ConvertAll(entry => entry.Type);
        }

        /// <summary>The next part that is a type itself; its value is to be set.</summary>
        public TypeNode? TakeNested()
        {
            while (_next < _types.Count)
            {
                if (_types[_next++] is { } type)
                {
                    return type;
                }
            }

            return null;
        }

        public void SetNested(Any value) => _values[_next - 1] = value;

        public Any ToAny() => _keys is null
            ? Any.FromArray(_values)
            : Any.FromObject([.. _keys.Zip(_values, KeyValuePair.Create)]);
    }
}
