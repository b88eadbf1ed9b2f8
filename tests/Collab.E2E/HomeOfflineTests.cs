using Collab.E2E.Editors;
using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>The list while the server is away: what is known is shown, and what is kept here opens.</summary>
public sealed class HomeOfflineTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Without_the_server_the_list_is_the_last_one_and_marks_what_opens()
    {
        await StartOwnServerAsync();
        var other = await DocumentApi.CreateAsync(Server.Address, "text", "Never opened here");
        var ada = await ComeAsync("Ada");
        var home = await ada.GoHomeAsync();
        await home.WaitForAsync(other);
        var text = await home.NewTextAsync();
        await text.TypeAsync("kept on this device");
        await text.RenameAsync("Kept notes");
        await text.WaitForStatusAsync("saved");
        var kept = await text.NameAsync();
        await text.Page.GoBackAsync();
        await home.WaitForAsync(kept);
        await Expect(home.Row(kept)).ToContainTextAsync("Kept notes");

        await KillServerAsync();

        await Expect(home.Banner).ToContainTextAsync("The server cannot be reached", new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });
        await Expect(home.Row(kept).GetByTestId("kept-here")).ToBeVisibleAsync();
        await Expect(home.Row(other).GetByTestId("kept-here")).ToHaveCountAsync(0);
        await home.Search.FillAsync("KEPT no");
        await Expect(home.Results).ToContainTextAsync("Kept notes");
        await home.Search.PressAsync("Enter");
        var again = new TextPage(home.Page);
        await again.WaitUntilOpenAsync();
        await again.WaitForTextAsync("kept on this device");
        await again.Page.GoBackAsync();

        await Server.StartAsync();

        await Expect(home.Banner).ToHaveCountAsync(0, new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });
    }
}
