using Collab.Core.Codec;
using Collab.Core.Types;

namespace Collab.Interop.Tests.Engine;

/// <content>Edits of texts.</content>
internal static partial class LocalEdits
{
    private static readonly string[] Words = ["a", "bc", "el ", "\n", "год ", "漢字", "rather longer words "];
    private static readonly string[] Emoji = ["🙂", "👩‍👩‍👧", "x🙂y"];

    // No numbers or booleans: events of Yjs say nothing of them.
    private static readonly Any[] Embeds =
    [
        Any.FromObject(KeyValuePair.Create("image", (Any)"a.png")), Any.FromObject(), "words as an embed",
        Any.FromObject(KeyValuePair.Create("n", (Any)0.5), KeyValuePair.Create("of", Any.FromArray(Any.Null, "é"))),
    ];

    private static readonly KeyValuePair<string, Any>[][] Marks =
    [
        [new("bold", true)], [new("bold", Any.Null)], [new("italic", true)], [new("italic", Any.Null)], [new("color", "red")],
        [new("color", "blue")], [new("color", Any.Null)], [new("link", Any.FromObject(KeyValuePair.Create("href", (Any)"x")))],
        [new("link", Any.Null)], [new("bold", true), new("italic", true)], [new("bold", Any.Null), new("color", "red")], [],
    ];

    private static Any[] EditPlainText(YText text, CrossFlavour flavour, Random random)
    {
        if (text.Length > 0 && random.Next(100) < 35)
        {
            var (start, length) = Span(random, text.Length, 7);
            text.Delete(start, length);
            return ["deleteText", start, length];
        }

        var words = flavour.HasEmoji && random.Next(2) == 0 ? Emoji : Words;
        var (index, word) = (Place(random, text.Length), words[random.Next(words.Length)]);
        text.Insert(index, word);
        return ["insertText", index, word];
    }

    private static Any[] EditRichText(YText text, Random random)
    {
        var index = Place(random, text.Length);
        var marks = Marks[random.Next(Marks.Length)];
        switch (random.Next(100))
        {
            case < 30 when text.Length > 0:
                var (start, length) = Span(random, text.Length, 9);
                text.Format(start, length, marks);
                return ["formatText", start, length, Any.FromObject(marks)];
            case < 40:
                var embed = Embeds[random.Next(Embeds.Length)];
                text.InsertEmbed(index, embed, marks);
                return ["insertEmbed", index, embed, Any.FromObject(marks)];
            case < 55:
                var word = Words[random.Next(Words.Length)];
                text.Insert(index, word, marks);
                return ["insertFormatted", index, word, Any.FromObject(marks)];
            case < 62:
                var sanitize = random.Next(4) > 0;
                var delta = Delta(text.Length, random);
                text.ApplyDelta(delta, sanitize);
                return ["applyDelta", Any.FromArray([.. delta.Select(Told)]), sanitize];
            case < 65:
                return ["insertTextType", index, NewType.Insert(text, index, marks, random), Any.FromObject(marks)];
            case < 68:
                var (name, value) = (Keys[random.Next(Keys.Length)], Values[random.Next(Values.Length)]);
                text.SetAttribute(name, value);
                return ["setAttribute", name, value];
            case < 70:
                var removed = Keys[random.Next(Keys.Length)];
                text.RemoveAttribute(removed);
                return ["removeAttribute", removed];
            default:
                return EditPlainText(text, CrossFlavour.All["text"], random);
        }
    }

    private static List<TextOperation> Delta(int left, Random random)
    {
        var delta = new List<TextOperation>();
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var units = left > 0 ? random.Next(1, left + 1) : 0;
            var marks = Marks[random.Next(Marks.Length)];
            switch (random.Next(4))
            {
                case 1 when units > 0:
                    delta.Add(TextOperation.Delete(units));
                    left -= units;
                    break;
                case 2 when units > 0:
                    delta.Add(TextOperation.Retain(units));
                    left -= units;
                    break;
                case 3 when units > 0:
                    delta.Add(TextOperation.Retain(units, marks));
                    left -= units;
                    break;
                default:
                    Any content = random.Next(4) == 0 ? Embeds[random.Next(Embeds.Length)] : Words[random.Next(Words.Length)];
                    delta.Add(TextOperation.Insert(content, marks));
                    break;
            }
        }

        return delta;
    }

    private static Any Told(TextOperation operation)
    {
        var attributes = Any.FromObject([.. operation.Attributes]);
        return operation.Kind switch
        {
            TextOperationKind.Insert => Message.Of(("insert", operation.Content), ("attributes", attributes)),
            TextOperationKind.Retain when operation.Attributes.Count == 0 => Message.Of(("retain", operation.Length)),
            TextOperationKind.Retain => Message.Of(("retain", operation.Length), ("attributes", attributes)),
            _ => Message.Of(("delete", operation.Length)),
        };
    }
}
