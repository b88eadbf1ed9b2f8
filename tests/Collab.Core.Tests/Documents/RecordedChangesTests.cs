using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

public sealed class RecordedChangesTests
{
    private const int Authors = 3;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    public void Batches_encoded_once_bring_replicas_what_their_updates_would(int seed)
    {
        var random = new Random(seed);
        var server = new Document();
        var reader = new Document();
        Document[] authors = [.. Enumerable.Range(1, Authors).Select(NewAuthor)];
        for (var batch = 0; batch < 12; batch++)
        {
            var recorded = Record(server, authors, random);

            var merged = server.EncodeRecorded(recorded);

            reader.ApplyUpdate(merged);
            Assert.False(reader.HasPending);
            Assert.Equal(server.GetContentDigest(), reader.GetContentDigest());
            foreach (var author in authors)
            {
                author.ApplyUpdate(merged);
                Assert.Equal(server.GetContentDigest(), author.GetContentDigest());
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void What_authors_changed_can_be_encoded_apart(int seed)
    {
        var random = new Random(seed);
        var server = new Document();
        Document[] authors = [.. Enumerable.Range(1, Authors).Select(NewAuthor)];
        for (var batch = 0; batch < 12; batch++)
        {
            var recorded = Record(server, authors, random);

            for (var i = 0; i < Authors; i++)
            {
                RecordedChanges[] others = [.. recorded.Where((_, index) => index != i)];
                var own = Updates.ReadMetadata(server.EncodeRecorded(recorded[i]));
                var theirs = server.EncodeRecorded(others);
                authors[i].ApplyUpdate(theirs);
                Assert.DoesNotContain(authors[i].ClientId, Updates.ReadMetadata(theirs).To.Keys);
                Assert.All(own.To.Keys, client => Assert.Equal(authors[i].ClientId, client));
                Assert.Equal(server.GetContentDigest(), authors[i].GetContentDigest());
            }
        }
    }

    [Fact]
    public void What_was_typed_in_many_updates_is_one_block()
    {
        var author = NewAuthor(1);
        var server = new Document { Recording = new RecordedChanges() };
        foreach (var letter in "hello")
        {
            server.ApplyUpdate(author.TransactAndEncode(
                _ => author.GetText("text").Insert(author.GetText("text").Length, letter.ToString()))!);
        }

        var encoded = server.EncodeRecorded(server.Recording);

        Assert.Equal(author.EncodeStateAsUpdate(), encoded);
    }

    [Fact]
    public void What_was_released_is_recorded_with_what_released_it()
    {
        var author = NewAuthor(1);
        var first = author.TransactAndEncode(_ => author.GetText("text").Insert(0, "one "))!;
        var second = author.TransactAndEncode(_ => author.GetText("text").Insert(4, "two"))!;
        var server = new Document { Recording = new RecordedChanges() };
        server.ApplyUpdate(second);
        Assert.True(server.Recording.IsEmpty);

        var result = server.ApplyUpdate(first);

        Assert.Equal(ApplyOutcome.Partial, result.Outcome);
        Assert.Null(result.Integrated);
        Assert.Equal(author.EncodeStateAsUpdate(), server.EncodeRecorded(server.Recording));
    }

    [Fact]
    public void Nothing_recorded_is_an_update_of_nothing()
    {
        var recorded = new RecordedChanges();
        var server = new Document { Recording = recorded };
        server.ApplyUpdate(NewAuthor(1).TransactAndEncode(transaction => transaction.Document.GetText("text").Insert(0, "a"))!);
        recorded.Clear();

        Assert.True(recorded.IsEmpty);
        Assert.Equal([0, 0], server.EncodeRecorded(recorded));
        Assert.Equal([0, 0], server.EncodeRecorded());
    }

    private static Document NewAuthor(int client) => new(new DocumentOptions { ClientId = new ClientId((ulong)client) });

    // Each author edits what all knew before the batch; the server gets the updates in turns.
    private static RecordedChanges[] Record(Document server, Document[] authors, Random random)
    {
        RecordedChanges[] recorded = [.. authors.Select(_ => new RecordedChanges())];
        for (var edit = random.Next(1, 20); edit > 0; edit--)
        {
            var author = random.Next(authors.Length);
            server.Recording = recorded[author];
            server.ApplyUpdate(RandomEdits.Make(authors[author], random));
        }

        return recorded;
    }
}
