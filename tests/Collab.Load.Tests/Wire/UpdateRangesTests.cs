using System.Text.Json.Nodes;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Load.Wire;
using Collab.Tests.Support;

namespace Collab.Load.Tests.Wire;

public sealed class UpdateRangesTests
{
    [Fact]
    public void A_merged_update_brings_the_units_of_all_that_it_was_made_of()
    {
        var merged = Typist.Merge([.. Typist.Type(0, 100), .. Typist.Type(1, 50)]);

        Assert.Equal([(3_000_000_001, 0, 50), (3_000_000_000, 0, 100)], Read(merged));
    }

    [Fact]
    public void A_gap_divides_what_comes_before_and_after_it()
    {
        var typed = Typist.Type(0, 10);
        var merged = Typist.Merge([typed[0], typed[1], typed[5], typed[6], typed[9]]);

        Assert.Equal([(3_000_000_000, 0, 2), (3_000_000_000, 5, 7), (3_000_000_000, 9, 10)], Read(merged));
    }

    [Fact]
    public void Units_of_text_are_those_of_utf_16()
    {
        var typed = Typist.Type(0, 1, "aé😀");

        Assert.Equal([(3_000_000_000, 0, 4)], Read(typed[0]));
    }

    [Fact]
    public void An_update_that_only_deletes_brings_nothing()
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(7) });
        var text = document.GetText("text");
        text.Insert(0, "gone");
        var update = document.TransactAndEncode(_ => text.Delete(0, 4))!;

        Assert.Empty(Read(update));
    }

    [Fact]
    public void Every_update_that_Yjs_made_counts_as_the_engine_counts_it()
    {
        var updates = File.ReadLines(Path.Combine(RepositoryFolders.Root, "tests", "fixtures", "documents.jsonl"))
            .Select(line => JsonNode.Parse(line)!)
            .SelectMany(document => document["updates"]!.AsArray().Append(document["expect"]!["stateV1"]))
            .Select(update => Convert.FromBase64String(update!.GetValue<string>())).ToList();

        Assert.All(updates, update =>
        {
            var ends = Read(update).GroupBy(range => range.Client, range => range.To)
                .ToDictionary(ranges => new ClientId((ulong)ranges.Key), ranges => (ulong)ranges.Max());
            Assert.Equal(Updates.ReadMetadata(update).To.OrderBy(end => end.Key.Value), ends.OrderBy(end => end.Key.Value));
        });
    }

    private static List<(long Client, long From, long To)> Read(byte[] update)
    {
        var found = new List<(long, long, long)>();
        for (var ranges = new UpdateRanges(update); ranges.MoveNext();)
        {
            found.Add(((long)ranges.Client, (long)ranges.From, (long)ranges.To));
        }

        return found;
    }
}
