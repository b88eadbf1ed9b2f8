using System.Globalization;
using System.Text;

namespace Collab.Core.Codec;

/// <summary>Numbers as JavaScript prints them (ECMAScript, Number::toString with radix 10).</summary>
internal static class JavaScriptNumber
{
    public static string Format(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "Infinity" : "-Infinity";
        }

        return Math.Abs(value) < 1e15 && Math.Truncate(value) == value
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : Layout(value);
    }

    // .NET's shortest round-trip digits are JavaScript's too; only where point and exponent go differs.
    private static string Layout(double value)
    {
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var allDigits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var fromFirst = allDigits.TrimStart('0');
        var exponent = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0)
            + (point < 0 ? parts[0].Length : point) - 1 - (allDigits.Length - fromFirst.Length);
        return (value < 0 ? "-" : "") + Place(fromFirst.TrimEnd('0'), exponent);
    }

    /// <param name="digits">Without zeros at either end; the point follows the first.</param>
    private static string Place(string digits, int exponent)
    {
        if (exponent is >= 21 or < -6)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
        }

        var result = new StringBuilder();
        if (exponent < 0)
        {
            return result.Append("0.").Append('0', -exponent - 1).Append(digits).ToString();
        }

        var whole = exponent + 1;
        return digits.Length <= whole
            ? result.Append(digits).Append('0', whole - digits.Length).ToString()
            : result.Append(digits, 0, whole).Append('.').Append(digits, whole, digits.Length - whole).ToString();
    }
}
