using Collab.Core;
using Collab.Core.Sessions;
using Collab.Server.Access.Links;

namespace Collab.Server.Tests.Access.Links;

/// <summary>What every <see cref="IShareLinks"/> promises; one subclass for each.</summary>
public abstract class ShareLinksContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private IShareLinks? _links;

    private protected IShareLinks Links => _links!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _links = await OpenEmptyAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_link_that_was_never_made_is_not_found()
    {
        Assert.Null(await Links.FindAsync("none", Cancellation));
        Assert.Null(await Links.RevokeAsync("none", Cancellation));
        Assert.Empty(await Links.ListAsync(new DocumentName("a"), Cancellation));
    }

    [Theory]
    [InlineData(AccessRight.Read, null)]
    [InlineData(AccessRight.Comment, 7)]
    [InlineData(AccessRight.Write, 30)]
    public async Task A_link_is_found_as_it_was_made(AccessRight right, int? days)
    {
        var link = Link("x", "team/plän ✏️", right: right) with { ExpiresAt = days is { } count ? Noon.AddDays(count) : null };

        await Links.AddAsync(link, Cancellation);

        Assert.Equal(link, await Links.FindAsync("x", Cancellation));
        Assert.Null(await Links.FindAsync("X", Cancellation));
    }

    [Fact]
    public async Task A_documents_links_are_listed_the_newest_first_and_no_others()
    {
        await Links.AddAsync(Link("old", "a", minutes: 1), Cancellation);
        await Links.AddAsync(Link("new", "a", minutes: 3), Cancellation);
        await Links.AddAsync(Link("other", "a/b", minutes: 2), Cancellation);
        await Links.AddAsync(Link("case", "A", minutes: 2), Cancellation);

        var listed = await Links.ListAsync(new DocumentName("a"), Cancellation);

        Assert.Equal(["new", "old"], listed.Select(link => link.Id));
    }

    [Fact]
    public async Task A_revoked_link_is_gone_and_the_others_stay()
    {
        var link = Link("x", "a", minutes: 1);
        await Links.AddAsync(link, Cancellation);
        await Links.AddAsync(Link("y", "a", minutes: 2), Cancellation);

        Assert.Equal(link, await Links.RevokeAsync("x", Cancellation));

        Assert.Null(await Links.FindAsync("x", Cancellation));
        Assert.Null(await Links.RevokeAsync("x", Cancellation));
        Assert.Equal(["y"], (await Links.ListAsync(new DocumentName("a"), Cancellation)).Select(left => left.Id));
    }

    [Fact]
    public async Task All_links_of_a_document_are_revoked_at_once()
    {
        await Links.AddAsync(Link("x", "a"), Cancellation);
        await Links.AddAsync(Link("y", "a"), Cancellation);
        await Links.AddAsync(Link("z", "b"), Cancellation);

        await Links.RevokeAllAsync(new DocumentName("a"), Cancellation);

        Assert.Null(await Links.FindAsync("x", Cancellation));
        Assert.Null(await Links.FindAsync("y", Cancellation));
        Assert.NotNull(await Links.FindAsync("z", Cancellation));
    }

    [Fact]
    public async Task Of_many_who_revoke_a_link_at_once_one_did()
    {
        await Links.AddAsync(Link("x", "a"), Cancellation);

        var revoked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Links.RevokeAsync("x", Cancellation)));

        Assert.Single(revoked, link => link is not null);
    }

    private protected abstract Task<IShareLinks> OpenEmptyAsync();

    private protected static ShareLink Link(string id, string document, int minutes = 0, AccessRight right = AccessRight.Read) =>
        new(id, new DocumentName(document), right, Noon.AddMinutes(minutes), null);
}
