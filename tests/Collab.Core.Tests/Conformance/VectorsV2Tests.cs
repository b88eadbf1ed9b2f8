using System.Text.Json;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Conformance;

/// <summary>Update format V2 on the data of ../shared/data/crdt.</summary>
public sealed class VectorsV2Tests
{
    [Fact]
    public void Every_session_loads_encodes_and_converts_to_the_bytes_of_Yjs()
    {
        var different = new List<string>();
        var count = 0;
        foreach (var session in DataFile.ReadJsonLines(Repository.SharedData("vectors-documents.jsonl.gz")))
        {
            count++;
            different.AddRange(Check(session)
                .Where(result => !result.Expected.AsSpan().SequenceEqual(result.Actual))
                .Select(result => $"{session.Text("name")}: {result.What}"));
        }

        Assert.Equal(203, count);
        Assert.Empty(different);
    }

    [Fact]
    public void The_papers_state_loads_and_encodes_to_itself()
    {
        var state = DataFile.ReadBytes(Repository.SharedData("b4-state-v2.bin"));
        var stateV1 = DataFile.ReadBytes(Repository.SharedData("b4-state-v1.bin"));
        var document = new Document();

        Assert.Equal(ApplyOutcome.Whole, document.ApplyUpdateV2(state).Outcome);

        Assert.Equal(DataFile.ReadText(Repository.SharedData("b4-final.txt.gz")), document.GetText("text").ToString());
        Assert.Equal(state, document.EncodeStateAsUpdateV2());
        Assert.Equal(stateV1, document.EncodeStateAsUpdate());
        Assert.Equal(state, Updates.ConvertV1ToV2(stateV1));
        Assert.Equal(stateV1, Updates.ConvertV2ToV1(state));
    }

    [Fact]
    public void The_papers_first_updates_convert_and_merge_to_the_bytes_of_Yjs()
    {
        var updates = DataFile.ReadList(Repository.SharedData("b4-updates-10k-v2.bin.gz"));
        var updatesV1 = DataFile.ReadList(Repository.SharedData("b4-updates-v1.bin.gz"));
        var byUpdate = new Document();

        var merged = Updates.MergeV2([.. updates.Select(update => (ReadOnlyMemory<byte>)update)]);

        Assert.Equal(DataFile.ReadBytes(Repository.SharedData("b4-merged-10k-v2.bin")), merged);
        Assert.Equal(DataFile.ReadBytes(Repository.SharedData("b4-merged-10k-v1.bin")), Updates.ConvertV2ToV1(merged));
        for (var i = 0; i < updates.Length; i++)
        {
            Assert.True(updates[i].AsSpan().SequenceEqual(Updates.ConvertV1ToV2(updatesV1[i])), $"update {i} to V2");
            Assert.True(updatesV1[i].AsSpan().SequenceEqual(Updates.ConvertV2ToV1(updates[i])), $"update {i} to V1");
            Assert.Equal(ApplyOutcome.Whole, byUpdate.ApplyUpdateV2(updates[i]).Outcome);
        }

        var byMerged = new Document();
        byMerged.ApplyUpdateV2(merged);
        Assert.Equal(byUpdate.EncodeStateAsUpdateV2(), byMerged.EncodeStateAsUpdateV2());
    }

    [Fact]
    public void The_boards_state_loads_and_encodes_to_itself()
    {
        var state = DataFile.ReadBytes(Repository.SharedData("wb-final-state-v2.bin.gz"));
        var stateV1 = DataFile.ReadBytes(Repository.SharedData("wb-final-state-v1.bin.gz"));
        var document = new Document();

        document.ApplyUpdateV2(state);

        Assert.Equal(10_000, document.GetMap("elements").Count);
        Assert.Equal(state, document.EncodeStateAsUpdateV2());
        Assert.Equal(stateV1, document.EncodeStateAsUpdate());

        // Documents say of a block that it has a key even where none follows; what works without a document does not.
        Assert.Equal(Updates.ConvertV1ToV2(stateV1), Updates.ConvertV1ToV2(Updates.ConvertV2ToV1(state)));
    }

    private static IEnumerable<(string What, byte[] Expected, byte[] Actual)> Check(JsonElement session)
    {
        var expect = session.GetProperty("expect");
        var (stateV2, mergedV1, mergedV2) = (expect.Bytes("stateV2"), expect.Bytes("mergedV1"), expect.Bytes("mergedV2"));
        var updates = session.Items("updates").Select(update => update.GetBytesFromBase64()).ToArray();
        var document = NewDocument(session);
        foreach (var update in updates)
        {
            document.ApplyUpdateV2(Updates.ConvertV1ToV2(update));
        }

        yield return ("stateV2", stateV2, document.EncodeStateAsUpdateV2());
        yield return ("stateV1", expect.Bytes("stateV1"), document.EncodeStateAsUpdate());
        yield return ("V1 to V2", mergedV2, Updates.ConvertV1ToV2(mergedV1));
        yield return ("V2 to V1", mergedV1, Updates.ConvertV2ToV1(mergedV2));
        yield return ("merged in V2", mergedV2, Updates.MergeV2(
            [.. updates.Select(update => (ReadOnlyMemory<byte>)Updates.ConvertV1ToV2(update))]));

        var loaded = NewDocument(session);
        var loadedV1 = NewDocument(session);
        loaded.ApplyUpdateV2(stateV2);
        loadedV1.ApplyUpdate(expect.Bytes("stateV1"));
        yield return ("loaded", loadedV1.EncodeStateAsUpdateV2(), loaded.EncodeStateAsUpdateV2());
    }

    private static Document NewDocument(JsonElement session)
    {
        var document = new Document(new DocumentOptions { Gc = session.GetProperty("gc").GetBoolean() });
        document.GetText("text");
        document.GetArray("array");
        document.GetMap("map");
        document.GetXmlElement("xml");
        return document;
    }
}
