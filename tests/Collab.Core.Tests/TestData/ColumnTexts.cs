using System.Text;
using Collab.Core.Blocks;

namespace Collab.Core.Tests.TestData;

/// <summary>Texts of a V2 column as the engine keeps them: each half of a character that was cut is U+FFFD.</summary>
internal static class ColumnTexts
{
    public static string Read(ref StringColumn column, byte[] bytes)
    {
        var whole = Encoding.UTF8.GetString(column.Read(bytes, out var units, out var halves).Of(bytes));
        var text = (halves.HasFlag(StringHalves.First) ? "\uFFFD" : "") + whole
            + (halves.HasFlag(StringHalves.Last) ? "\uFFFD" : "");
        Assert.Equal(text.Length, units);
        return text;
    }

    /// <summary>What encoding a text as UTF-8 leaves of it.</summary>
    public static string WithoutHalves(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
