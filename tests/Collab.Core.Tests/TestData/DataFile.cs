using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Collab.Core.Codec;

namespace Collab.Core.Tests.TestData;

/// <summary>Reads the forms that test data comes in; a name that ends in .gz is unpacked.</summary>
internal static class DataFile
{
    public static byte[] ReadBytes(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return bytes;
        }

        using var unpacked = new MemoryStream();
        using (var zipped = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
        {
            zipped.CopyTo(unpacked);
        }

        return unpacked.ToArray();
    }

    public static string ReadText(string path) => Encoding.UTF8.GetString(ReadBytes(path));

    /// <summary>A LIST: a varUint count, then each entry with its length before it.</summary>
    public static byte[][] ReadList(string path)
    {
        var reader = new Lib0Reader(ReadBytes(path));
        var entries = new byte[reader.ReadVarUint()][];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = reader.ReadVarBytes().ToArray();
        }

        Assert.True(reader.IsAtEnd);
        return entries;
    }

    /// <summary>A TRACE: a varUint count, then per edit a varUint position and a character to insert there; 0 deletes
    /// one.</summary>
    public static (int Position, char Inserted)[] ReadTrace(string path)
    {
        var reader = new Lib0Reader(ReadBytes(path));
        var edits = new (int, char)[reader.ReadVarUint()];
        for (var i = 0; i < edits.Length; i++)
        {
            edits[i] = ((int)reader.ReadVarUint(), (char)reader.ReadUint8());
        }

        Assert.True(reader.IsAtEnd);
        return edits;
    }

    public static JsonElement ReadJson(string path) => ParseJson(ReadText(path));

    /// <summary>A JSON value a line.</summary>
    public static IEnumerable<JsonElement> ReadJsonLines(string path) =>
        ReadText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ParseJson);

    private static JsonElement ParseJson(string text) => JsonDocument.Parse(text).RootElement;
}
