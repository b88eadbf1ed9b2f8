using Collab.E2E.Editors;
using Collab.E2E.People;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Without network or server one goes on, is told so, and catches up later.</summary>
public sealed class OfflineTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task What_was_edited_offline_catches_up_both_ways()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adasBoard = await ada.NewBoardAsync();
        var adasDocument = await ada.NewDocumentAsync();
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
    public async Task What_was_opened_once_opens_and_edits_without_the_server_in_a_browser_that_was_closed_and_merges_later()
    {
        await StartOwnServerAsync();
        var profile = Directory.CreateTempSubdirectory("collab-profile-");
        try
        {
            var ada = await ComeBackAsync("Ada", profile.FullName);
            var board = await ada.NewBoardAsync();
            var document = await ada.NewDocumentAsync();
            var text = await ada.NewTextAsync();
            string[] names = [await board.NameAsync(), await document.NameAsync(), await text.NameAsync()];
            var drawn = await board.DrawRectangleAsync((350, 250), (500, 350));
            await document.TypeAsync("Before. ");
            await text.TypeAsync("Before. ");
            await Task.WhenAll(
                board.WaitForStatusAsync("saved"), document.WaitForStatusAsync("saved"), text.WaitForStatusAsync("saved"));
            await ada.WaitUntilAppIsKeptAsync();
            await LeaveAsync(ada);
            await KillServerAsync();

            ada = await ComeBackAsync("Ada", profile.FullName);
            ada.Watch.ServerMayBeGone = true;
            (board, document, text) = await OpenAllAsync(ada, names);
            await board.WaitForElementsAsync(drawn);
            await document.WaitForTextAsync("Before.");
            await text.WaitForTextAsync("Before.");
            await Task.WhenAll(
                board.WaitForStatusAsync("offline"), document.WaitForStatusAsync("offline"), text.WaitForStatusAsync("offline"));
            var offline = await board.DrawEllipseAsync((600, 250), (760, 350));
            await document.GoToEndAsync();
            await document.TypeAsync("On the train.");
            await text.PressAsync("Control+End");
            await text.TypeAsync("On the train.");
            await Task.WhenAll(board.WaitUntilKeptAsync(), document.WaitUntilKeptAsync(), text.WaitUntilKeptAsync());
            await LeaveAsync(ada);

            await Server.StartAsync();
            var ben = await ComeAsync("Ben");
            var (bensBoard, bensDocument, bensText) = await OpenAllAsync(ben, names);
            var meanwhile = await bensBoard.DrawDiamondAsync((600, 450), (760, 560));
            await bensText.PressAsync("Control+Home");
            await bensText.TypeAsync("Of Ben. ");
            ada = await ComeBackAsync("Ada", profile.FullName);
            (board, document, text) = await OpenAllAsync(ada, names);

            await Task.WhenAll(
                board.WaitForStatusAsync("saved"), document.WaitForStatusAsync("saved"), text.WaitForStatusAsync("saved"));
            await bensBoard.WaitForElementsAsync(drawn, offline, meanwhile);
            await bensDocument.WaitForTextAsync("Before. On the train.");
            await bensText.WaitForTextAsync("Of Ben. Before. On the train.");
            await board.WaitUntilEqualAsync(bensBoard);
            await document.WaitUntilEqualAsync(bensDocument);
            await text.WaitUntilEqualAsync(bensText);
            await LeaveAsync(ada);
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_document_never_seen_in_this_browser_says_so_without_the_server_and_opens_once_that_is_back()
    {
        await StartOwnServerAsync();
        var ben = await (await ComeAsync("Ben")).NewTextAsync();
        await ben.TypeAsync("Ben's.");
        await ben.WaitForStatusAsync("saved");
        var name = await ben.NameAsync();
        var ada = await ComeAsync("Ada", new() { ServiceWorkers = ServiceWorkerPolicy.Allow });
        await ada.GoHomeAsync();
        await ada.WaitUntilAppIsKeptAsync();
        await KillServerAsync();

        var adas = await ada.GoToTextAsync(name);
        await Expect(adas.Page.GetByTestId("never-seen")).ToBeVisibleAsync();
        await Expect(adas.Editor).ToHaveCountAsync(0);
        await Expect(adas.Title).Not.ToBeEditableAsync();
        await Server.StartAsync();

        await adas.WaitUntilOpenAsync();
        await adas.WaitForTextAsync("Ben's.");
        await Expect(adas.Page.GetByTestId("never-seen")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_server_that_restarts_while_people_type_loses_none_of_it()
    {
        await StartOwnServerAsync();
        const string Words = "The quick brown fox jumps over the lazy dog, again and again. ";
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewTextAsync();
        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await adas.TypeAsync("Ada: ");
        await bens.WaitForTextAsync("Ada: ");

        var typing = TypeAsync(adas, Words);
        await bens.WaitForTextAsync("quick");
        await KillServerAsync();
        await adas.WaitForTextAsync("lazy");
        await Server.StartAsync();
        await typing;

        await bens.WaitForTextAsync("Ada: " + Words);
        await Task.WhenAll(adas.WaitForStatusAsync("saved"), bens.WaitForStatusAsync("saved"));
        await adas.WaitUntilEqualAsync(bens);

        static async Task TypeAsync(TextPage page, string words)
        {
            foreach (var key in words)
            {
                await page.TypeAsync(key.ToString());
            }
        }
    }

    private static async Task<(BoardPage Board, DocumentPage Document, TextPage Text)> OpenAllAsync(Visitor visitor, string[] names) =>
        (await visitor.OpenBoardAsync(names[0]), await visitor.OpenDocumentAsync(names[1]), await visitor.OpenTextAsync(names[2]));
}
