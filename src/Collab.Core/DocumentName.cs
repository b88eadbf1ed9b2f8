using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Collab.Core;

/// <summary>The name that a document is known by; compared ordinally, it may hold slashes.</summary>
/// <remarks>1 to <see cref="MaxBytes"/> bytes of UTF-8, without control characters and lone surrogates.</remarks>
public readonly record struct DocumentName : IComparable<DocumentName>
{
    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int MaxBytes = 512;

    private readonly string? _value;

    /// <exception cref="ArgumentException">The name is empty, too long or has characters that no name may have.</exception>
    public DocumentName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!IsValid(value))
        {
            throw new ArgumentException(
                $"a document name is 1 to {MaxBytes} bytes of UTF-8 without control characters", nameof(value));
        }

        _value = value;
    }

    /// <summary>The name as given; empty only for <c>default</c>, which names no document.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a name of outside input; false if it cannot be one.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? value, out DocumentName name)
    {
        var valid = value is not null && IsValid(value);
        name = valid ? new DocumentName(value!) : default;
        return valid;
    }

    public int CompareTo(DocumentName other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    private static bool IsValid(string value)
    {
        if (value.Length is 0 or > MaxBytes || Encoding.UTF8.GetByteCount(value) > MaxBytes)
        {
            return false;
        }

        foreach (var rune in value.EnumerateRunes())
        {
            // A lone surrogate enumerates as U+FFFD; a name with U+FFFD in it is a decoding accident all the same.
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
