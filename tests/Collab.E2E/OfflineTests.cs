using Collab.E2E.Support;

namespace Collab.E2E;

/// <summary>Without network or server one goes on, is told so, and catches up later.</summary>
public sealed class OfflineTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_document_edited_offline_catches_up_both_ways()
    {
        var ada = await ComeAsync("Ada");
        var adas = await (await ada.GoHomeAsync()).NewDocumentAsync();
        await adas.TypeAsync("before. ");
        var bens = await (await ComeAsync("Ben")).OpenDocumentAsync(await adas.NameAsync());
        await bens.WaitForTextAsync("before.");
        await adas.WaitForStatusAsync("saved");

        await ada.SetOfflineAsync(true);
        await adas.WaitForStatusAsync("offline");
        await adas.TypeAsync("Ada, offline. ");
        await bens.GoToEndAsync();
        await bens.PressAsync("Enter");
        await bens.TypeAsync("Ben, meanwhile.");
        await bens.WaitForStatusAsync("saved");
        Assert.DoesNotContain("Ben, meanwhile.", await adas.HtmlAsync(), StringComparison.Ordinal);
        await ada.SetOfflineAsync(false);

        await adas.WaitForTextAsync("Ben, meanwhile.");
        await bens.WaitForTextAsync("Ada, offline.");
        await adas.WaitForStatusAsync("saved");
        await adas.WaitUntilEqualAsync(bens);
    }

    [Fact]
    public async Task A_board_drawn_on_offline_catches_up_both_ways()
    {
        var ada = await ComeAsync("Ada");
        var adas = await (await ada.GoHomeAsync()).NewBoardAsync();
        var bens = await (await ComeAsync("Ben")).OpenBoardAsync(await adas.NameAsync());
        var before = await adas.DrawRectangleAsync((350, 250), (500, 350));
        await bens.WaitForElementsAsync(before);
        await adas.WaitForStatusAsync("saved");

        await ada.SetOfflineAsync(true);
        await adas.WaitForStatusAsync("offline");
        var offline = await adas.DrawEllipseAsync((600, 250), (760, 350));
        await bens.DragAsync(before, 0, 150);
        var meanwhile = await bens.DrawDiamondAsync((600, 450), (760, 560));
        await bens.WaitForStatusAsync("saved");
        await adas.WaitForElementsAsync(before, offline);
        await ada.SetOfflineAsync(false);

        await adas.WaitForElementsAsync(before, offline, meanwhile);
        await bens.WaitForElementsAsync(before, offline, meanwhile);
        await adas.WaitForStatusAsync("saved");
        await adas.WaitUntilEqualAsync(bens);
    }

    [Fact]
    public async Task What_was_open_before_shows_after_a_reload_without_the_server()
    {
        var ada = await ComeAsync("Ada");
        var board = await (await ada.GoHomeAsync()).NewBoardAsync();
        var document = await (await ada.GoHomeAsync()).NewDocumentAsync();
        var text = await (await ada.GoHomeAsync()).NewTextAsync();
        var rectangle = await board.DrawRectangleAsync((350, 250), (500, 350));
        await document.TypeAsync("kept here");
        await text.TypeAsync("kept here too");
        await Task.WhenAll(
            board.WaitForStatusAsync("saved"), document.WaitForStatusAsync("saved"), text.WaitForStatusAsync("saved"));

        await KillServerAsync();
        await using var elsewhere = await ServerProcess.StartNewAsync();
        await ada.LoadAppFromAsync(elsewhere.Address);
        await board.ReloadAsync();
        await document.ReloadAsync();
        await text.ReloadAsync();

        await board.WaitForElementsAsync(rectangle);
        await document.WaitForTextAsync("kept here");
        await text.WaitForTextAsync("kept here too");
        await Task.WhenAll(
            board.WaitForStatusAsync("offline"), document.WaitForStatusAsync("offline"), text.WaitForStatusAsync("offline"));
    }
}
