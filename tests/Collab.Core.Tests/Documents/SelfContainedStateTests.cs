using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

public sealed class SelfContainedStateTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void A_whole_document_is_told_by_its_bytes(int seed)
    {
        var random = new Random(seed);
        var document = new Document();
        Document[] authors = [.. Enumerable.Range(1, 4).Select(NewAuthor)];
        for (var edit = 0; edit < 60; edit++)
        {
            var author = authors[random.Next(authors.Length)];
            author.ApplyUpdate(document.EncodeStateAsUpdate(author.GetStateVector()));
            document.ApplyUpdate(RandomEdits.Make(author, random));
        }

        var state = document.EncodeStateAsUpdate();

        var read = SelfContainedState.TryRead(state);

        Assert.NotNull(read);
        Assert.Equal(document.GetStateVector(), read.Value.Vector);
        Assert.Equal(document.EncodeStateAsUpdate(document.GetStateVector()), [0, .. state[read.Value.DeletesAt..]]);
    }

    [Fact]
    public void The_empty_document_is_whole()
    {
        var read = SelfContainedState.TryRead([0, 0]);

        Assert.Equal(StateVector.Empty, read!.Value.Vector);
        Assert.Equal(1, read.Value.DeletesAt);
    }

    [Fact]
    public void A_state_with_a_gap_is_not_whole()
    {
        var author = NewAuthor(1);
        RandomEdits.Make(author, new Random(1));
        var known = author.GetStateVector();
        author.TransactAndEncode(_ => author.GetText("text").Insert(0, "later"));
        var later = author.EncodeStateAsUpdate(known);
        var document = new Document();
        document.ApplyUpdate(later);

        Assert.True(document.HasPending);
        Assert.Null(SelfContainedState.TryRead(later));
        Assert.Null(SelfContainedState.TryRead(document.EncodeStateAsUpdate()));
    }

    [Fact]
    public void A_state_that_refers_to_blocks_of_others_that_it_lacks_is_not_whole()
    {
        var first = NewAuthor(1);
        first.TransactAndEncode(_ => first.GetText("text").Insert(0, "first"));
        var second = NewAuthor(2);
        second.ApplyUpdate(first.EncodeStateAsUpdate());
        var update = second.TransactAndEncode(_ => second.GetText("text").Insert(3, "second"))!;

        Assert.Null(SelfContainedState.TryRead(update));
        Assert.NotNull(SelfContainedState.TryRead(second.EncodeStateAsUpdate()));
    }

    [Fact]
    public void A_state_that_deletes_what_it_lacks_is_not_whole()
    {
        var first = NewAuthor(1);
        first.TransactAndEncode(_ => first.GetText("text").Insert(0, "first"));
        var second = NewAuthor(2);
        second.ApplyUpdate(first.EncodeStateAsUpdate());
        var update = second.TransactAndEncode(_ => second.GetText("text").Delete(1, 2))!;

        Assert.Null(SelfContainedState.TryRead(update));
    }

    [Fact]
    public void What_is_no_update_is_refused()
    {
        var author = NewAuthor(1);
        RandomEdits.Make(author, new Random(1));
        var state = author.EncodeStateAsUpdate();

        Assert.Throws<MalformedUpdateException>(() => SelfContainedState.TryRead(state.AsSpan(..^1)));
        Assert.Throws<MalformedUpdateException>(() => SelfContainedState.TryRead([.. state, 0]));
        Assert.Throws<MalformedUpdateException>(() => SelfContainedState.TryRead([]));
    }

    private static Document NewAuthor(int client) => new(new DocumentOptions { ClientId = new ClientId((ulong)client) });
}
