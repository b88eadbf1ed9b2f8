using Collab.Core.Documents;
using Collab.Core.Tests.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Conformance;

/// <summary>Texts that people really typed, key stroke by key stroke: a paper by one, two more by two.</summary>
public sealed class EditingTraceTests
{
    private static readonly ClientId Author = new(1234567890);

    [Fact]
    public void The_paper_applied_update_by_update_gives_its_text_and_the_bytes_of_Yjs()
    {
        var updates = DataFile.ReadList(Repository.SharedData("b4-updates-v1.bin.gz"));
        var document = new Document();
        document.GetText("text");

        foreach (var update in updates)
        {
            Assert.Equal(ApplyOutcome.Whole, document.ApplyUpdate(update).Outcome);
        }

        Assert.Equal(259_778, updates.Length);
        Assert.Equal(DataFile.ReadText(Repository.SharedData("b4-final.txt.gz")), document.GetText("text").ToString());
        Assert.Equal(DataFile.ReadBytes(Repository.SharedData("b4-state-v1.bin")), document.EncodeStateAsUpdate());
    }

    [Fact]
    public void The_papers_state_loads_and_encodes_to_itself()
    {
        var state = DataFile.ReadBytes(Repository.SharedData("b4-state-v1.bin"));
        var document = new Document();

        Assert.Equal(ApplyOutcome.Whole, document.ApplyUpdate(state).Outcome);

        Assert.Equal(DataFile.ReadText(Repository.SharedData("b4-final.txt.gz")), document.GetText("text").ToString());
        Assert.Equal(state, document.EncodeStateAsUpdate());
    }

    [Fact]
    public void The_papers_first_updates_merge_to_the_bytes_of_Yjs()
    {
        var updates = DataFile.ReadList(Repository.SharedData("b4-updates-v1.bin.gz"));

        var merged = UpdateBytes.Merge(updates.Take(10_000));

        Assert.Equal(DataFile.ReadBytes(Repository.SharedData("b4-merged-10k-v1.bin")), merged);
    }

    [Fact]
    public void The_papers_edits_made_here_emit_the_updates_of_Yjs()
    {
        var updates = DataFile.ReadList(Repository.SharedData("b4-updates-v1.bin.gz"));
        var trace = DataFile.ReadTrace(Repository.SharedData("b4-trace.bin.gz"));
        var document = new Document(new DocumentOptions { ClientId = Author });
        var text = document.GetText("text");

        byte[]? emitted = null;
        document.Update += (update, _) => emitted = update;

        for (var i = 0; i < trace.Length; i++)
        {
            var (position, inserted) = trace[i];
            if (inserted == 0)
            {
                text.Delete(position, 1);
            }
            else
            {
                text.Insert(position, inserted.ToString());
            }

            Assert.True(updates[i].AsSpan().SequenceEqual(emitted), $"edit {i} differs");
        }

        StoreInvariants.Check(document);
        Assert.Equal(DataFile.ReadBytes(Repository.SharedData("b4-state-v1.bin")), document.EncodeStateAsUpdate());
    }

    [Theory]
    [InlineData("friendsforever", 26_078)]
    [InlineData("clownschool", 23_136)]
    public void Two_writers_at_once_end_with_the_text_and_the_bytes_of_Yjs(string trace, int count)
    {
        var updates = DataFile.ReadList(Repository.SharedData($"{trace}-updates-v1.bin.gz"));
        var document = new Document();
        document.GetText("text");

        foreach (var update in updates)
        {
            document.ApplyUpdate(update);
        }

        Assert.Equal(count, updates.Length);
        Assert.Equal(
            DataFile.ReadText(Repository.SharedData($"{trace}-final.txt.gz")),
            document.GetText("text").ToString());
        Assert.Equal(
            DataFile.ReadBytes(Repository.SharedData($"{trace}-state-v1.bin")),
            document.EncodeStateAsUpdate());
    }
}
