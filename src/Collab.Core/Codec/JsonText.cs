using System.Globalization;
using System.Text;

namespace Collab.Core.Codec;

/// <summary>Writes values as <c>JSON.stringify</c> does, however deep they nest.</summary>
internal static class JsonText
{
    public static void Append(StringBuilder text, Any value)
    {
        // Open arrays and objects, innermost on top, each with the index of its next element.
        var open = new Stack<(Frame Frame, int Next)>();
        AppendStart(text, value, open);
        while (open.TryPop(out var top))
        {
            var (frame, next) = top;
            if (next == frame.Count)
            {
                text.Append(frame.Properties is null ? ']' : '}');
                continue;
            }

            open.Push((frame, next + 1));
            if (frame.Properties is null)
            {
                Separate(text, '[');
                var item = frame.Items[next];
                AppendStart(text, item.Kind == AnyKind.Undefined ? Any.Null : item, open);
            }
            else if (frame.Properties[next] is { Value.Kind: not AnyKind.Undefined } property)
            {
                Separate(text, '{');
                AppendString(text, property.Key);
                text.Append(':');
                AppendStart(text, property.Value, open);
            }
        }
    }

    public static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                text.Append(c).Append(value[++i]);
                continue;
            }

            AppendCharacter(text, c);
        }

        text.Append('"');
    }

    private static void AppendCharacter(StringBuilder text, char c)
    {
        switch (c)
        {
            case '"':
                text.Append("\\\"");
                break;
            case '\\':
                text.Append("\\\\");
                break;
            case '\b':
                text.Append("\\b");
                break;
            case '\f':
                text.Append("\\f");
                break;
            case '\n':
                text.Append("\\n");
                break;
            case '\r':
                text.Append("\\r");
                break;
            case '\t':
                text.Append("\\t");
                break;
            case < ' ':
            case var _ when char.IsSurrogate(c):
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(c);
                break;
        }
    }

    // A comma unless the container was only just opened.
    private static void Separate(StringBuilder text, char opener)
    {
        if (text[^1] != opener)
        {
            text.Append(',');
        }
    }

    private static void AppendStart(StringBuilder text, Any value, Stack<(Frame Frame, int Next)> open)
    {
        switch (value.Kind)
        {
            case AnyKind.Array:
                text.Append('[');
                open.Push((new Frame(value.Items, null), 0));
                break;
            case AnyKind.Object:
                text.Append('{');
                open.Push((new Frame([], JavaScriptObject.InOrder(value.Properties)), 0));
                break;
            case AnyKind.String:
                AppendString(text, value.AsString());
                break;
            case AnyKind.Number:
                text.Append(double.IsFinite(value.AsNumber()) ? value.ToDisplayString() : "null");
                break;
            case AnyKind.Bytes:
                AppendBytes(text, value.AsBytes().Span);
                break;
            default:
                text.Append(value.ToDisplayString());
                break;
        }
    }

    private static void AppendBytes(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        text.Append('{');
        for (var i = 0; i < bytes.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\"{i}\":{bytes[i]}");
        }

        text.Append('}');
    }

    /// <param name="Properties">Null for an array.</param>
    private readonly record struct Frame(
        IReadOnlyList<Any> Items, IReadOnlyList<KeyValuePair<string, Any>>? Properties)
    {
        public int Count => Properties?.Count ?? Items.Count;
    }
}
