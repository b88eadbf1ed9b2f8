using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>5,000 key strokes of one person, one update each (tests/fixtures/make/typing.mjs).</summary>
public sealed class TypingTests
{
    private static readonly ClientId Author = new(3141592653);

    private static readonly Lazy<byte[][]> Typed = new(() =>
        DataFile.ReadList(Repository.Fixture("typing-updates-v1.bin.gz")));

    [Fact]
    public void Key_strokes_applied_one_by_one_give_the_text_and_the_bytes_of_Yjs()
    {
        var document = new Document();
        var text = document.GetText("text");

        foreach (var update in Typed.Value)
        {
            Assert.Equal(ApplyOutcome.Whole, document.ApplyUpdate(update).Outcome);
        }

        Assert.Equal(DataFile.ReadText(Repository.Fixture("typing-final.txt")), text.ToString());
        Assert.Equal(DataFile.ReadBytes(Repository.Fixture("typing-state-v1.bin")), document.EncodeStateAsUpdate());
    }

    [Fact]
    public void The_same_edits_made_here_emit_the_updates_that_Yjs_emits()
    {
        var document = new Document(new DocumentOptions { ClientId = Author });
        var text = document.GetText("text");
        var number = 0;

        foreach (var edit in DataFile.ReadJsonLines(Repository.Fixture("typing-edits.jsonl.gz")))
        {
            var emitted = document.TransactAndEncode(_ =>
            {
                text.Delete(edit[0].GetInt32(), edit[1].GetInt32());
                text.Insert(edit[0].GetInt32(), TaggedJson.Read(edit[2]).AsString());
            });

            Assert.True(Typed.Value[number].AsSpan().SequenceEqual(emitted), $"edit {number} differs");
            number++;
        }

        Assert.Equal(Typed.Value.Length, number);
        Assert.Equal(DataFile.ReadText(Repository.Fixture("typing-final.txt")), text.ToString());
        Assert.Equal(DataFile.ReadBytes(Repository.Fixture("typing-state-v1.bin")), document.EncodeStateAsUpdate());
    }

    [Fact]
    public void The_first_thousand_merged_are_the_bytes_of_Yjs()
    {
        var merged = UpdateBytes.Merge(Typed.Value.Take(1000));

        Assert.Equal(DataFile.ReadBytes(Repository.Fixture("typing-merged-1k-v1.bin")), merged);
    }

    [Fact]
    public void Key_strokes_delivered_backwards_wait_and_lead_to_the_same_text()
    {
        var document = new Document();
        var last = Typed.Value.Take(1500).ToArray();

        for (var i = last.Length - 1; i > 0; i--)
        {
            Assert.Equal(ApplyOutcome.PendingOnly, document.ApplyUpdate(last[i]).Outcome);
        }

        Assert.Equal(ApplyOutcome.Partial, document.ApplyUpdate(last[0]).Outcome);

        var expected = new Document();
        foreach (var update in last)
        {
            expected.ApplyUpdate(update);
        }

        Assert.False(document.HasPending);
        Assert.Equal(expected.GetText("text").ToString(), document.GetText("text").ToString());
        Assert.Equal(expected.EncodeSnapshot(), document.EncodeSnapshot());
    }
}
