namespace Collab.Core.Tests.Storage;

/// <content>What is left of a document that was deleted: nothing.</content>
public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task A_deleted_document_loads_as_null()
    {
        await AppendAsync(Board, "a", "b");
        await CompactAsync(Board, 1, "a");

        Assert.True(await Store.DeleteAsync(Board, Cancellation));

        Assert.Null(await Store.LoadAsync(Board, Cancellation));
        Assert.Empty(await ListAsync());
        await ReopenAsync();
        Assert.Null(await Store.LoadAsync(Board, Cancellation));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Deleting_what_is_not_there_says_so()
    {
        Assert.False(await Store.DeleteAsync(Board, Cancellation));

        await AppendAsync(Board, "a");
        Assert.True(await Store.DeleteAsync(Board, Cancellation));
        Assert.False(await Store.DeleteAsync(Board, Cancellation));
    }

    [Fact]
    public async Task A_document_made_again_after_its_deletion_begins_anew()
    {
        await AppendAsync(Board, "old", "old");
        await CompactAsync(Board, 2, "old state");
        await AppendAsync(Board, "old");
        await Store.DeleteAsync(Board, Cancellation);

        Assert.Equal(1, await AppendAsync(Board, "new"));
        Assert.Equal(["new"], Texts(await LoadAsync(Board)));

        await ReopenAsync();
        var stored = await LoadAsync(Board);
        Assert.Null(stored.Checkpoint);
        Assert.Equal(["new"], Texts(stored));
        Assert.True(await CompactAsync(Board, 1, "new state"));
        Assert.Equal(2, await AppendAsync(Board, "newer"));
    }

    [Fact]
    public async Task Deleting_one_document_leaves_the_others()
    {
        await AppendAsync(Board, "a");
        await AppendAsync(Page, "x");

        await Store.DeleteAsync(Board, Cancellation);

        Assert.Equal(["x"], Texts(await LoadAsync(Page)));
    }
}
