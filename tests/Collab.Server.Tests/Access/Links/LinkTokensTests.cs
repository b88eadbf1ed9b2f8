using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Tests.Sessions;
using Collab.Server.Access;
using Collab.Server.Access.Links;

namespace Collab.Server.Tests.Access.Links;

/// <summary>What a link's token is worth, now and when its holder is asked about again.</summary>
public sealed class LinkTokensTests
{
    private static readonly DocumentName Plan = new("plan");

    private readonly ManualTime _time = new();
    private readonly MemoryShareLinks _links = new();
    private readonly LinkTokens _tokens;

    public LinkTokensTests()
    {
        _time.Advance(TimeSpan.FromDays(1));
        _tokens = NewTokens(AccessKeys.Of(new string('s', 32)));
    }

    [Fact]
    public async Task A_good_links_token_lets_in_for_ten_minutes_as_nobody_in_particular()
    {
        var token = await TokenOfAsync(Link(AccessRight.Comment));

        var access = await CheckAsync(token);

        Assert.Equal(new DocumentAccess(AccessRight.Comment) { Expires = In(10) }, access);
    }

    [Fact]
    public async Task A_token_that_is_over_lets_nobody_in_and_keeps_nobody_out_who_is_there()
    {
        var token = await TokenOfAsync(Link());
        _time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(DocumentAccess.Denied, await CheckAsync(token));
        Assert.Equal(new DocumentAccess(AccessRight.Write) { Expires = In(10) }, await CheckAsync(token, isAgain: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_revoked_links_token_is_worth_nothing(bool isAgain)
    {
        var token = await TokenOfAsync(Link());

        _links.Remove("id");

        Assert.Equal(DocumentAccess.Denied, await CheckAsync(token, isAgain: isAgain));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_its_link_an_access_ends(bool isAgain)
    {
        var token = await TokenOfAsync(Link() with { ExpiresAt = In(2) });
        Assert.Equal(In(2), (await CheckAsync(token, isAgain: isAgain)).Expires);

        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(DocumentAccess.Denied, await CheckAsync(token, isAgain: isAgain));
        Assert.Null(await _tokens.CreateAsync("id", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_is_good_on_every_server_that_has_the_secret_and_on_no_other()
    {
        var token = await TokenOfAsync(Link());
        var same = NewTokens(AccessKeys.Of(new string('s', 32)));
        var other = NewTokens(AccessKeys.Of(new string('t', 32)));

        Assert.Equal(AccessRight.Write, (await CheckAsync(token, by: same)).Right);
        Assert.Equal(DocumentAccess.Denied, await CheckAsync(token, by: other));
        Assert.Equal(DocumentAccess.Denied, await CheckAsync(token, isAgain: true, by: other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1.links.e30.AAAA")]
    [InlineData("v1.links")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task What_is_no_token_is_worth_nothing(string token)
    {
        _links.Put(Link());

        Assert.Equal(DocumentAccess.Denied, await CheckAsync(token));
        Assert.Equal(DocumentAccess.Denied, await CheckAsync(token, isAgain: true));
    }

    private static ShareLink Link(AccessRight right = AccessRight.Write) => new("id", Plan, right, DateTimeOffset.UnixEpoch, null);

    private LinkTokens NewTokens(AccessKeys keys) => new(keys, _links, _time);

    private DateTimeOffset In(int minutes) => _time.GetUtcNow().AddMinutes(minutes);

    private async Task<string> TokenOfAsync(ShareLink link)
    {
        _links.Put(link);
        return (await _tokens.CreateAsync(link.Id, TestContext.Current.CancellationToken))!.Token;
    }

    private ValueTask<DocumentAccess> CheckAsync(string token, bool isAgain = false, LinkTokens? by = null) =>
        (by ?? _tokens).CheckAsync(token, Plan, null, isAgain, TestContext.Current.CancellationToken);
}
