using Collab.E2E.Support;
using Microsoft.Playwright;

namespace Collab.E2E.Samples;

/// <summary>The sample app, used by its two people in real browsers.</summary>
public sealed class EmbedInYourAppTests(Chromium chromium) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private SampleApp? _app;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(chromium.Missing is not null, chromium.Missing ?? "");
        Assert.SkipUnless(SampleApp.HasPage, "The sample was built without its page (SkipWeb).");
        _app = await SampleApp.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }

        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Bob_sees_what_ada_writes_and_nobody_sees_what_bob_would_write()
    {
        var (adas, bobs) = (await SignInAsync("Ada"), await SignInAsync("Bob"));

        await adas.FillAsync("Milk, eggs");
        await BecomesAsync(bobs, "Milk, eggs");
        Assert.True(await bobs.EvaluateAsync<bool>("area => area.readOnly"));

        // Whoever takes the page's word for it can change the page: the server keeps it out all the same.
        await bobs.EvaluateAsync("area => { area.readOnly = false; }");
        await bobs.FillAsync("Bob was here");
        await adas.FillAsync("Milk, eggs, bread");
        var cleos = await SignInAsync("Ada");

        await BecomesAsync(cleos, "Milk, eggs, bread");
        Assert.Equal("Milk, eggs, bread", await adas.InputValueAsync());
    }

    [Fact]
    public async Task Both_are_told_who_is_here_and_the_server_writes_beside_them()
    {
        var (adas, bobs) = (await SignInAsync("Ada"), await SignInAsync("Bob"));
        var seen = adas.Page.Locator("#people");
        await Eventually.IsAsync(() => seen.InnerTextAsync(), names => names == "Ada, Bob", "Ada sees that Bob is here");

        await adas.FillAsync("Typed");
        await BecomesAsync(bobs, "Typed");
        var status = await adas.Page.EvaluateAsync<int>("async () => (await fetch('/notes', { method: 'POST' })).status");
        var refused = await bobs.Page.EvaluateAsync<bool>("async () => (await fetch('/notes', { method: 'POST' })).redirected");

        Assert.Equal(204, status);
        Assert.True(refused);
        await Eventually.IsAsync(() => bobs.InputValueAsync(), text => text.EndsWith("Z\nTyped", StringComparison.Ordinal), "the server's line");
    }

    [Fact]
    public async Task Who_has_not_signed_in_gets_no_page_and_no_document()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(_app!.Address.AbsoluteUri);

        Assert.Equal("/sign-in.html", new Uri(page.Url).AbsolutePath);
        var opened = await page.EvaluateAsync<bool>(
            """
            () => new Promise((resolve) => {
              const socket = new WebSocket(`ws://${location.host}/sync/team/notes`);
              socket.onopen = () => resolve(true);
              socket.onerror = () => resolve(false);
            })
            """);
        Assert.False(opened);
    }

    private static Task<string> BecomesAsync(ILocator area, string text) =>
        Eventually.IsAsync(() => area.InputValueAsync(), value => value == text, $"the text is '{text}'");

    /// <summary>Comes with a fresh browser, and gives the text area once it is open.</summary>
    private async Task<ILocator> SignInAsync(string name)
    {
        var context = await chromium.Browser.NewContextAsync();
        _contexts.Add(context);
        context.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync(_app!.Address.AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        var area = page.Locator("textarea:enabled");
        await area.WaitForAsync();
        return area;
    }
}
