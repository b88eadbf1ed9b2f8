using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Conformance;

/// <summary>Documents that other projects test with: three of Yjs 13.2, and 5,320 small ones of yrs.</summary>
public sealed class PublishedFixtureTests
{
    [Fact]
    public void Documents_written_by_Yjs_13_2_still_read_the_same()
    {
        var fixtures = DataFile.ReadJson(Repository.SharedData("fixtures-yjs-13.2.json"));
        Assert.Equal(3, fixtures.GetArrayLength());

        foreach (var fixture in fixtures.EnumerateArray())
        {
            var root = fixture.GetProperty("root").GetString()!;
            var document = new Document();
            document.ApplyUpdate(fixture.GetProperty("update").GetBytesFromBase64());
            var shown = root switch
            {
                "array" => document.GetArray(root).ToJson(),
                "map" => document.GetMap(root).ToJson(),
                _ => document.GetText(root).ToDeltaJson(),
            };

            Assert.Equal(TaggedJson.Describe(fixture.GetProperty("expected")), TaggedJson.Describe(shown));
            Assert.False(document.HasPending);
        }
    }

    [Fact]
    public void The_small_documents_of_yrs_all_read_as_expected()
    {
        var reader = new Lib0Reader(DataFile.ReadBytes(Repository.SharedData("yrs-small-test-dataset.bin.gz")));
        var count = (int)reader.ReadVarUint();
        var passed = 0;

        for (var number = 0; number < count; number++)
        {
            var document = new Document();
            document.GetText("text");
            document.GetMap("map");
            document.GetArray("array");
            for (var left = reader.ReadVarUint(); left > 0; left--)
            {
                document.ApplyUpdate(reader.ReadVarBytes());
            }

            var text = reader.ReadVarString();
            var map = TaggedJson.Describe(reader.ReadAny());
            var array = TaggedJson.Describe(reader.ReadAny());
            var isEqual = text == document.GetText("text").ToString()
                && map == TaggedJson.Describe(document.GetMap("map").ToJson())
                && array == TaggedJson.Describe(document.GetArray("array").ToJson());
            passed += isEqual ? 1 : 0;
        }

        Assert.True(reader.IsAtEnd);
        Assert.Equal(5320, count);
        Assert.Equal(count, passed);
    }
}
