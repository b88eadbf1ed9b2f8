using System.Globalization;
using System.Text;

namespace Collab.Core.Codec;

/// <summary>Parses one JSON text into <see cref="Any"/>, as <c>JSON.parse</c> does.</summary>
/// <remarks>System.Text.Json is not used because it refuses lone surrogates, which JSON.stringify writes as escapes.</remarks>
internal ref struct JsonParser(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    public Any ParseWhole()
    {
        var value = ParseValue(Lib0Reader.DefaultMaxDepth);
        SkipWhitespace();
        return _position == _text.Length ? value : throw Unexpected();
    }

    private Any ParseValue(int depthLeft)
    {
        SkipWhitespace();
        switch (Peek())
        {
            case '{':
                return ParseObject(depthLeft - 1);
            case '[':
                return ParseArray(depthLeft - 1);
            case '"':
                return ParseString();
            case 't':
                return ParseWord("true", true);
            case 'f':
                return ParseWord("false", false);
            case 'n':
                return ParseWord("null", Any.Null);
            default:
                return ParseNumber();
        }
    }

    private Any ParseObject(int depthLeft)
    {
        ThrowIfTooDeep(depthLeft);
        _position++;
        // JavaScript keeps the place of the first property of a name and the value of the last.
        var properties = new OrderedDictionary<string, Any>();
        SkipWhitespace();
        while (Peek() != '}')
        {
            if (properties.Count > 0)
            {
                Expect(',');
                SkipWhitespace();
            }

            var key = ParseString();
            SkipWhitespace();
            Expect(':');
            properties[key] = ParseValue(depthLeft);
            SkipWhitespace();
        }

        _position++;
        return Any.FromObject([.. JavaScriptObject.InOrder([.. properties])]);
    }

    private Any ParseArray(int depthLeft)
    {
        ThrowIfTooDeep(depthLeft);
        _position++;
        var items = new List<Any>();
        SkipWhitespace();
        while (Peek() != ']')
        {
            if (items.Count > 0)
            {
                Expect(',');
            }

            items.Add(ParseValue(depthLeft));
            SkipWhitespace();
        }

        _position++;
        return Any.FromArray([.. items]);
    }

    private string ParseString()
    {
        Expect('"');
        var plain = _text[_position..].IndexOfAny('"', '\\');
        if (plain >= 0 && _text[_position + plain] == '"')
        {
            var whole = _text.Slice(_position, plain);
            ThrowIfControl(whole);
            _position += plain + 1;
            return whole.ToString();
        }

        var result = new StringBuilder();
        while (Peek() != '"')
        {
            var c = _text[_position++];
            if (c < ' ')
            {
                throw Unexpected();
            }

            result.Append(c == '\\' ? ParseEscape() : c);
        }

        _position++;
        return result.ToString();
    }

    private char ParseEscape()
    {
        var c = Peek();
        _position++;
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ParseHex(),
            _ => throw Unexpected(),
        };
    }

    private char ParseHex()
    {
        if (_text.Length - _position < 4
            || !ushort.TryParse(_text.Slice(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Unexpected();
        }

        _position += 4;
        return (char)unit;
    }

    private Any ParseNumber()
    {
        var start = _position;
        Skip('-');
        if (!Skip('0'))
        {
            SkipDigits();
        }

        if (Skip('.'))
        {
            SkipDigits();
        }

        if (Skip('e') || Skip('E'))
        {
            _ = Skip('+') || Skip('-');
            SkipDigits();
        }

        return double.Parse(_text[start.._position], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private Any ParseWord(string word, Any value)
    {
        if (!_text[_position..].StartsWith(word, StringComparison.Ordinal))
        {
            throw Unexpected();
        }

        _position += word.Length;
        return value;
    }

    private bool Skip(char c)
    {
        var isNext = _position < _text.Length && _text[_position] == c;
        _position += isNext ? 1 : 0;
        return isNext;
    }

    private void SkipDigits()
    {
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            _position++;
        }

        if (_position == start)
        {
            throw Unexpected();
        }
    }

    private void SkipWhitespace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\n' or '\r')
        {
            _position++;
        }
    }

    private readonly char Peek() => _position < _text.Length ? _text[_position] : throw Unexpected();

    private void Expect(char c)
    {
        if (Peek() != c)
        {
            throw Unexpected();
        }

        _position++;
    }

    private readonly void ThrowIfControl(ReadOnlySpan<char> plain)
    {
        if (plain.IndexOfAnyInRange('\0', '\x1F') >= 0)
        {
            throw Unexpected();
        }
    }

    private readonly void ThrowIfTooDeep(int depthLeft)
    {
        if (depthLeft < 0)
        {
            throw Unexpected();
        }
    }

    private readonly FormatException Unexpected() => new($"not JSON at character {_position} of {_text.Length}");
}
