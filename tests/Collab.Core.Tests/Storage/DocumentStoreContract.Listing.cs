using Collab.Core.Storage;

namespace Collab.Core.Tests.Storage;

/// <content>Listings, and names of every kind (F10 of the file store).</content>
public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task Documents_are_listed_by_name_in_ordinal_order()
    {
        foreach (var name in new[] { "b", "a/b", "B", "ä", "a", "a b", "文書", "10", "9" })
        {
            await AppendAsync(new DocumentName(name), "update");
        }

        var names = (await ListAsync()).Select(summary => summary.Document.Value);

        Assert.Equal(["10", "9", "B", "a", "a b", "a/b", "b", "ä", "文書"], names);
    }

    [Fact]
    public async Task A_listing_tells_sequence_log_and_size()
    {
        await AppendAsync(Board, "aa", "bb", "cccc");
        await CompactAsync(Board, 2, "state");
        await AppendAsync(Page, "x");

        Assert.Equal(
            [new StoredDocumentSummary(Board, 3, 1, 9), new StoredDocumentSummary(Page, 1, 1, 1)],
            await ListAsync());
    }

    [Fact]
    public async Task An_empty_store_lists_nothing() => Assert.Empty(await ListAsync());

    [Theory]
    [InlineData("name", "NAME")]
    [InlineData("n\u00e9", "ne\u0301")]
    [InlineData("name", "name ")]
    [InlineData("name", "name/")]
    [InlineData("name", "name.")]
    [InlineData("a/b", "a//b")]
    [InlineData("a/b", "a\\b")]
    [InlineData("%", "%25")]
    public async Task Names_that_merely_look_alike_are_different_documents(string one, string other)
    {
        await AppendAsync(new DocumentName(one), "one");
        await AppendAsync(new DocumentName(other), "other");
        await CompactAsync(new DocumentName(one), 1, "one");
        await CompactAsync(new DocumentName(other), 1, "other");

        Assert.Equal("one", State(await LoadAsync(new DocumentName(one))));
        Assert.Equal("other", State(await LoadAsync(new DocumentName(other))));
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("a:b*c?d\"e<f>g|h")]
    [InlineData("'; drop table documents; --")]
    [InlineData("_%")]
    [InlineData(" ")]
    [InlineData("größe/文書/🙂")]
    public async Task Odd_names_are_names_like_any_other(string odd)
    {
        var name = new DocumentName(odd);
        await AppendAsync(name, "a", "b");
        await CompactAsync(name, 1, "a");
        await ReopenAsync();

        Assert.Equal(name, Assert.Single(await ListAsync()).Document);
        Assert.Equal(["b"], Texts(await LoadAsync(name)));
        Assert.True(await Store.DeleteAsync(name, Cancellation));
    }

    [Fact]
    public async Task The_longest_names_differ_by_their_last_character()
    {
        var one = new DocumentName(new string('x', DocumentName.MaxBytes - 1) + "1");
        var other = new DocumentName(new string('x', DocumentName.MaxBytes - 1) + "2");
        var wide = new DocumentName(string.Concat(Enumerable.Repeat("🙂", DocumentName.MaxBytes / 4)));
        await AppendAsync(one, "one");
        await AppendAsync(other, "other");
        await AppendAsync(wide, "wide");
        await CompactAsync(wide, 1, "wide");
        await ReopenAsync();

        Assert.Equal(["one"], Texts(await LoadAsync(one)));
        Assert.Equal(["other"], Texts(await LoadAsync(other)));
        Assert.Equal("wide", State(await LoadAsync(wide)));
    }
}
