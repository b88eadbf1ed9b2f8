using Collab.E2E.Editors;
using Collab.E2E.People;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>A server with a secret: its owners sign in, others have their links, and no other site's page has anything.</summary>
public sealed class AccessTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Secret = "only the owners of this server know it";

    [Fact]
    public async Task An_owner_signs_in_works_and_signs_out()
    {
        var ann = await ComeAsync("Ann");
        ann.Watch.MaySignIn = true;
        var page = await ann.GoToAsync("/");
        await SignInAsync(page, "not the secret at all");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That is not the secret of this server.");
        await Axe.AssertCleanInBothLooksAsync(page, "sign-in page, a wrong secret");
        await SignInAsync(page, Secret);

        var text = await new HomePage(page).NewTextAsync();
        await text.TypeAsync("signed in");
        await text.WaitForStatusAsync("saved");
        await text.ReloadAsync();
        await text.WaitForTextAsync("signed in");

        await page.EvaluateAsync("() => fetch('/api/sign-out', { method: 'POST' })");
        await page.GotoAsync(Server.Address.AbsoluteUri);
        await Expect(page.GetByTestId("sign-in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_has_neither_a_link_nor_the_secret_is_told_how_to_get_in_and_comes_back_there()
    {
        var (ann, name) = await MakeTextAsync();
        var ben = await ComeAsync("Ben");
        ben.Watch.MaySignIn = true;

        var text = await ben.GoToTextAsync(name);
        await text.WaitForStatusAsync("closed");
        await Axe.AssertCleanInBothLooksAsync(text.Page, "document of owners");
        await text.Page.GetByTestId("closed").GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await SignInAsync(text.Page, Secret);

        await text.WaitUntilOpenAsync();
        await text.WaitForTextAsync("for owners");
        await ann.WaitForPeerAsync("Ben");
    }

    [Fact]
    public async Task A_links_guest_gets_in_without_the_secret_and_no_further()
    {
        var (ann, name) = await MakeTextAsync();
        var share = await ShareDialog.OpenAsync(ann);
        var link = await share.MakeAsync("write");
        var ben = await ComeAsync("Ben");
        ben.Watch.MaySignIn = true;

        var page = await ben.GoToAsync(link);
        await page.GetByTestId("name-go").ClickAsync();
        var guest = new TextPage(page);
        await guest.WaitUntilOpenAsync();
        await guest.WaitForTextAsync("for owners");
        await guest.TypeAsync("and guests ");
        await ann.WaitForTextAsync("and guests");

        await (await ben.GoToTextAsync(name)).WaitForStatusAsync("closed");
        await Expect((await ben.GoToAsync("/")).GetByTestId("sign-in")).ToBeVisibleAsync();
    }

    /// <summary>Cross-site WebSocket hijacking (S1). Another port of this host is the same site to the browser: it sends the cookie, and only
    /// the server can tell.</summary>
    [Fact]
    public async Task Another_sites_page_gets_nothing_by_its_visitors_cookie()
    {
        // What the other site's page complains of is what this is about.
        await using var victim = await ComeUnwatchedAsync("Ann");
        var (ann, name) = await MakeTextAsync(victim);
        var sync = $"ws://{Server.Address.Authority}/sync/{name}?collab=1";
        using var elsewhere = OtherSite.Start();

        // The same page of ours gets the document, so that it is the origin which makes the difference.
        var own = await ann.Page.EvaluateAsync<Attempt>(Attempt.Script, sync);
        Assert.True(own.Opened);
        Assert.True(own.Bytes > 0);

        var evil = await ann.Page.Context.NewPageAsync();
        var complaints = new List<string>();
        evil.Console += (_, message) => complaints.Add(message.Text);
        await evil.GotoAsync(elsewhere.Address.AbsoluteUri);
        Assert.Contains(
            await evil.Context.CookiesAsync([Server.Address.AbsoluteUri]), cookie => cookie is { Name: "collab-owner", HttpOnly: true });
        var foreign = await evil.EvaluateAsync<Attempt>(Attempt.Script, sync);
        var read = await evil.EvaluateAsync<string>("""
            address => fetch(address, { credentials: 'include' }).then(answer => answer.text(), () => 'nothing')
            """, new Uri(Server.Address, "/api/documents").AbsoluteUri);
        await evil.CloseAsync();

        Assert.False(foreign.Opened);
        Assert.Equal(0, foreign.Bytes);
        Assert.Contains(complaints, text => text.Contains("Unexpected response code: 403", StringComparison.Ordinal));
        Assert.Equal("nothing", read);
    }

    private protected override Task StartServerAsync() => StartOwnServerAsync([("Collab__Access__Secret", Secret)]);

    private static async Task SignInAsync(IPage page, string secret)
    {
        await page.GetByTestId("secret").FillAsync(secret);
        await page.GetByTestId("sign-in-go").ClickAsync();
    }

    private async Task<(TextPage Text, string Name)> MakeTextAsync()
    {
        var ann = await ComeAsync("Ann");
        ann.Watch.MaySignIn = true;
        return await MakeTextAsync(ann);
    }

    /// <summary>Has somebody sign in and make a text.</summary>
    private static async Task<(TextPage Text, string Name)> MakeTextAsync(Visitor owner)
    {
        var page = await owner.GoToAsync("/");
        await SignInAsync(page, Secret);
        var text = await new HomePage(page).NewTextAsync();
        await text.TypeAsync("for owners ");
        await text.WaitForStatusAsync("saved");
        return (text, await text.NameAsync());
    }

    /// <summary>What a page got that connected.</summary>
    private sealed class Attempt
    {
        /// <summary>Connects, asks for the document, and waits for an answer or the end.</summary>
        public const string Script = """
            address => new Promise(resolve => {
              const attempt = { opened: false, bytes: 0 };
              const socket = new WebSocket(address);
              socket.binaryType = 'arraybuffer';
              socket.onopen = () => { attempt.opened = true; socket.send(new Uint8Array([0, 0, 1, 0])); };
              socket.onmessage = ({ data }) => { attempt.bytes += data.byteLength; resolve(attempt); socket.close(); };
              socket.onclose = () => resolve(attempt);
            })
            """;

        public bool Opened { get; set; }

        public int Bytes { get; set; }
    }
}
