using System.Text;
using System.Text.Json;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Conformance;

/// <summary>All of ../shared/data/crdt/vectors-encoding.json: read, and written to the same bytes.</summary>
public sealed class EncodingVectorTests
{
    [Fact]
    public void Every_vector_is_written_and_read_as_lib0_does()
    {
        var vectors = JsonDocument.Parse(DataFile.ReadText(Repository.SharedData("vectors-encoding.json"))).RootElement;
        var checkedCount = 0;

        foreach (var vector in vectors.EnumerateArray())
        {
            var bytes = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            if (!HasUnknownOrder(vector))
            {
                Assert.True(bytes.AsSpan().SequenceEqual(Encode(vector)), vector.GetRawText());
            }

            Assert.True(bytes.AsSpan().SequenceEqual(EncodeAgain(vector, bytes)), $"read and written again: {vector.GetRawText()}");
            checkedCount++;
        }

        Assert.Equal(vectors.GetArrayLength(), checkedCount);
        Assert.True(checkedCount > 100);
    }

    // The file lists keys sorted; where the bytes have them in another order only reading and writing again can be compared.
    private static bool HasUnknownOrder(JsonElement vector) =>
        vector.GetProperty("kind").GetString() == "any" && vector.GetRawText().Contains("""{"$":"object","v":{"a":2,"z":1}}""", StringComparison.Ordinal);

    private static byte[] Encode(JsonElement vector)
    {
        var writer = new Lib0Writer();
        switch (vector.GetProperty("kind").GetString())
        {
            case "varUint":
                writer.WriteVarUint(vector.GetProperty("value").GetUInt64());
                return writer.ToArray();
            case "varInt":
                var number = TaggedJson.Read(vector.GetProperty("value")).AsNumber();
                writer.WriteVarInt((ulong)Math.Abs(number), double.IsNegative(number));
                return writer.ToArray();
            case "varString":
                writer.WriteVarString(TaggedJson.Utf16(vector.GetProperty("utf16")));
                return writer.ToArray();
            case "any":
                writer.WriteAny(TaggedJson.Read(vector.GetProperty("value")));
                return writer.ToArray();
            case "uintOptRle":
                var unsigned = new UintOptRleEncoder();
                Numbers(vector).ForEach(value => unsigned.Write((ulong)value));
                return unsigned.ToArray();
            case "intDiffOptRle":
                var differences = new IntDiffOptRleEncoder();
                Numbers(vector).ForEach(differences.Write);
                return differences.ToArray();
            case "rleUint8":
                var runs = new RleUint8Encoder();
                Numbers(vector).ForEach(value => runs.Write((byte)value));
                return runs.ToArray();
            case "stringColumn":
                var texts = new StringColumnEncoder();
                Texts(vector).ForEach(text => texts.Write(text));
                return texts.ToArray();
            default:
                return EncodeMessage(vector);
        }
    }

    private static byte[] EncodeAgain(JsonElement vector, byte[] bytes)
    {
        var writer = new Lib0Writer();
        var reader = new Lib0Reader(bytes);
        switch (vector.GetProperty("kind").GetString())
        {
            case "varUint":
                writer.WriteVarUint(reader.ReadVarUint());
                break;
            case "varInt":
                var magnitude = (ulong)Math.Abs(reader.ReadVarInt(out var isNegative));
                writer.WriteVarInt(magnitude, isNegative);
                break;
            case "varString":
                writer.WriteVarString(reader.ReadVarString());
                break;
            case "any":
                writer.WriteAny(reader.ReadAny());
                break;
            case "uintOptRle":
                var unsigned = new UintOptRleCursor(0, bytes.Length);
                foreach (var value in Numbers(vector))
                {
                    Assert.Equal((ulong)value, unsigned.Read(bytes));
                }

                return bytes;
            case "intDiffOptRle":
                var differences = new IntDiffOptRleCursor(0, bytes.Length);
                foreach (var value in Numbers(vector))
                {
                    Assert.Equal(value, differences.Read(bytes));
                }

                return bytes;
            case "rleUint8":
                var runs = new RleUint8Cursor(0, bytes.Length);
                foreach (var value in Numbers(vector))
                {
                    Assert.Equal((byte)value, runs.Read(bytes));
                }

                return bytes;
            case "stringColumn":
                var texts = new StringColumn(bytes, 0, bytes.Length);
                foreach (var text in Texts(vector))
                {
                    Assert.Equal(ColumnTexts.WithoutHalves(text), ColumnTexts.Read(ref texts, bytes));
                }

                return bytes;
            default:
                return bytes;
        }

        Assert.True(reader.IsAtEnd);
        return writer.ToArray();
    }

    // Client 77 wrote "hi" into the root text "t"; the messages are what y-protocols makes of that.
    private static byte[] EncodeMessage(JsonElement vector)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(77) });
        document.GetText("t").Insert(0, "hi");
        var writer = new Lib0Writer();
        switch (vector.GetProperty("name").GetString())
        {
            case "syncStep1":
                writer.WriteVarUint(0);
                writer.WriteVarBytes(document.EncodeStateVector());
                break;
            case "syncStep2-empty-sv":
                writer.WriteVarUint(1);
                writer.WriteVarBytes(document.EncodeStateAsUpdate());
                break;
            case "update":
                writer.WriteVarUint(2);
                writer.WriteVarBytes(document.EncodeStateAsUpdate());
                break;
            default:
                writer.WriteVarUint(1);
                writer.WriteVarUint(vector.GetProperty("clientID").GetUInt64());
                writer.WriteVarUint(vector.GetProperty("clock").GetUInt64());
                writer.WriteVarBytes(Encoding.UTF8.GetBytes(vector.GetProperty("state").GetRawText()));
                break;
        }

        return writer.ToArray();
    }

    private static List<long> Numbers(JsonElement vector) =>
        [.. vector.GetProperty("values").EnumerateArray().Select(value => value.GetInt64())];

    private static List<string> Texts(JsonElement vector) =>
        [.. vector.GetProperty("values").EnumerateArray().Select(value => value.GetString()!)];
}
