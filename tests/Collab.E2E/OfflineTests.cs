using Collab.E2E.Support;
using Collab.Tests.Support;

namespace Collab.E2E;

/// <summary>Without network or server one goes on, is told so, and catches up later.</summary>
public sealed class OfflineTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task What_was_edited_offline_catches_up_both_ways()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adasBoard = await (await ada.GoHomeAsync()).NewBoardAsync();
        var adasDocument = await (await ada.GoHomeAsync()).NewDocumentAsync();
        var bensBoard = await ben.OpenBoardAsync(await adasBoard.NameAsync());
        var bensDocument = await ben.OpenDocumentAsync(await adasDocument.NameAsync());
        var before = await adasBoard.DrawRectangleAsync((350, 250), (500, 350));
        await adasDocument.TypeAsync("before. ");
        await bensBoard.WaitForElementsAsync(before);
        await bensDocument.WaitForTextAsync("before.");
        await Task.WhenAll(adasBoard.WaitForStatusAsync("saved"), adasDocument.WaitForStatusAsync("saved"));

        await ada.SetOfflineAsync(true);
        await Task.WhenAll(adasBoard.WaitForStatusAsync("offline"), adasDocument.WaitForStatusAsync("offline"));
        var offline = await adasBoard.DrawEllipseAsync((600, 250), (760, 350));
        await adasDocument.TypeAsync("Ada, offline. ");
        await bensBoard.DragAsync(before, 0, 150);
        var meanwhile = await bensBoard.DrawDiamondAsync((600, 450), (760, 560));
        await bensDocument.GoToEndAsync();
        await bensDocument.PressAsync("Enter");
        await bensDocument.TypeAsync("Ben, meanwhile.");
        await Task.WhenAll(bensBoard.WaitForStatusAsync("saved"), bensDocument.WaitForStatusAsync("saved"));
        await adasBoard.WaitForElementsAsync(before, offline);
        Assert.DoesNotContain("Ben, meanwhile.", await adasDocument.HtmlAsync(), StringComparison.Ordinal);
        await ada.SetOfflineAsync(false);

        await adasBoard.WaitForElementsAsync(before, offline, meanwhile);
        await bensBoard.WaitForElementsAsync(before, offline, meanwhile);
        await adasDocument.WaitForTextAsync("Ben, meanwhile.");
        await bensDocument.WaitForTextAsync("Ada, offline.");
        await Task.WhenAll(adasBoard.WaitForStatusAsync("saved"), adasDocument.WaitForStatusAsync("saved"));
        await adasBoard.WaitUntilEqualAsync(bensBoard);
        await adasDocument.WaitUntilEqualAsync(bensDocument);
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
