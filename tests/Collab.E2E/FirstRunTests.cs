using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>The first minutes with the app, from the first start to a second person and a pulled plug.</summary>
public sealed class FirstRunTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task The_first_minutes_go_as_people_expect()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));

        // Two samples wait, and each opens.
        var home = await ada.GoHomeAsync();
        foreach (var kind in new[] { "board", "page", "text" })
        {
            await Expect(home.Page.GetByTestId($"new-{kind}")).ToBeVisibleAsync();
        }

        await Expect(home.Items).ToHaveCountAsync(2);
        await home.Items.GetByRole(AriaRole.Link, new() { Name = "Welcome board" }).ClickAsync();
        var sample = new BoardPage(home.Page);
        await sample.WaitUntilOpenAsync();
        Assert.True((await sample.ElementIdsAsync()).Length > 20);
        await sample.Page.GoBackAsync();
        await home.Items.GetByRole(AriaRole.Link, new() { Name = "Welcome to Collab" }).ClickAsync();
        var explained = new DocumentPage(home.Page);
        await explained.WaitUntilOpenAsync();
        await explained.WaitForTextAsync("Nothing gets lost");
        await explained.Page.GoBackAsync();

        // One click, and the tools are ready; the title is written in place.
        var board = await home.NewBoardAsync();
        var first = await board.DrawRectangleAsync((400, 300), (560, 400));
        await board.RenameAsync("Summer party");
        await board.WaitForStatusAsync("saved");

        // The link is made and copied by one button, and opens for somebody else, who is asked for a name once.
        var share = await ShareDialog.OpenAsync(board);
        var link = await share.MakeAsync("write");
        await share.CloseAsync();
        var sent = new BoardPage((await ben.GoHomeAsync()).Page);
        await sent.Page.GotoAsync(new Uri(Server.Address, link).AbsoluteUri);
        await sent.WaitUntilOpenAsync();
        await sent.Page.GetByTestId("name-go").ClickAsync();
        await sent.WaitForElementsAsync(first);
        await sent.WaitForPeerAsync("Ada");
        await board.WaitForPeerAsync("Ben");
        await sent.Page.Mouse.MoveAsync(500, 500);
        await sent.Page.Mouse.MoveAsync(520, 520);
        await board.WaitForCursorAsync("Ben");

        // The plug is pulled: one goes on, and it comes together when it is back.
        await ada.SetOfflineAsync(true);
        await board.WaitForStatusAsync("offline");
        var alone = await board.DrawEllipseAsync((650, 300), (760, 400));
        var meanwhile = await sent.DrawDiamondAsync((650, 450), (760, 540));
        await ada.SetOfflineAsync(false);
        await board.WaitForStatusAsync("saved");
        await board.WaitForElementsAsync(first, alone, meanwhile);
        await sent.WaitForElementsAsync(first, alone, meanwhile);

        // It is found again, by its name.
        await board.Page.GetByTestId("home").ClickAsync();
        await Expect(home.Items.Filter(new() { HasText = "Summer party" })).ToHaveCountAsync(1);
    }

    private protected override Task StartServerAsync() => StartOwnServerAsync(("Collab__Samples", "true"));
}
