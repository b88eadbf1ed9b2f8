using Collab.E2E.Editors;
using Collab.E2E.People;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Who comes by a link: what the editors let them do, and what they have without the server.</summary>
public sealed class GuestTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Who_may_read_reads_in_every_editor_and_changes_nothing()
    {
        var (board, document, text) = await OpenAllAsync();
        var drawn = await board.DrawRectangleAsync((400, 300), (600, 400));
        var ben = await ComeAsync("Ben");

        var bensBoard = await ComeInAsync(ben, new BoardPage(await GoAsync(ben, board, "read")));
        await bensBoard.WaitForElementsAsync(drawn);
        await Expect(bensBoard.Page.GetByTestId("board-read-only")).ToBeVisibleAsync();
        await Expect(bensBoard.Page.GetByTestId("comment-tool")).ToHaveCountAsync(0);
        await bensBoard.PressAsync("r");
        await DragAsync(bensBoard.Page);
        await bensBoard.PressAsync("Control+a");
        await bensBoard.PressAsync("Delete");

        var bensDocument = await ComeInAsync(ben, new DocumentPage(await GoAsync(ben, document, "read")));
        await bensDocument.WaitForTextAsync("some words");
        await Expect(bensDocument.Editor).ToHaveAttributeAsync("contenteditable", "false");
        await Expect(bensDocument.Page.Locator(".page-toolbar")).ToHaveCountAsync(0);
        await bensDocument.SelectAsync("words");
        await Expect(bensDocument.Bubble).ToHaveCountAsync(0);
        await bensDocument.Page.Keyboard.TypeAsync("Ben was here");

        var bensText = await ComeInAsync(ben, new TextPage(await GoAsync(ben, text, "read")));
        await bensText.WaitForTextAsync("some words");
        await bensText.TypeAsync("Ben was here");

        await document.WaitForPeerAsync("Ben");
        await AssertUntouchedAsync(board, drawn, document, text);
        Assert.Equal("some words", await bensText.ContentAsync());
        await bensBoard.WaitForElementsAsync(drawn);
    }

    [Fact]
    public async Task Who_may_comment_comments_on_boards_and_documents_and_changes_nothing()
    {
        var (board, document, text) = await OpenAllAsync();
        var drawn = await board.DrawRectangleAsync((400, 300), (600, 400));
        var ben = await ComeAsync("Ben");

        var bensBoard = await ComeInAsync(ben, new BoardPage(await GoAsync(ben, board, "comment")));
        await bensBoard.WaitForElementsAsync(drawn);
        await bensBoard.PressAsync("r");
        await DragAsync(bensBoard.Page);
        await bensBoard.CommentAsync((500, 350), "What is this?");
        await board.Pins.ClickAsync();
        await Expect(board.CommentCard).ToContainTextAsync("What is this?");

        var bensDocument = await ComeInAsync(ben, new DocumentPage(await GoAsync(ben, document, "comment")));
        await bensDocument.WaitForTextAsync("some words");
        await bensDocument.CommentAsync("words", "Which ones?");
        await bensDocument.Page.Locator("body").PressAsync("x");
        await document.WaitForCommentedAsync("words");
        await document.Page.GetByTestId("comments-button").ClickAsync();
        await document.Threads.GetByLabel("Reply").FillAsync("These.");
        await document.Threads.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(bensDocument.Threads.GetByTestId("comment-message")).ToHaveCountAsync(2);
        await bensDocument.WaitForStatusAsync("saved");

        var bensText = await ComeInAsync(ben, new TextPage(await GoAsync(ben, text, "comment")));
        await bensText.WaitForTextAsync("some words");
        await bensText.TypeAsync("Ben was here");
        await bensText.WaitForStatusAsync("saved");

        await AssertUntouchedAsync(board, drawn, document, text);
    }

    [Fact]
    public async Task Without_the_server_a_guest_has_this_devices_copy_until_it_says_that_the_link_is_over()
    {
        var owner = await (await (await ComeAsync("Ann")).GoHomeAsync()).NewTextAsync();
        await owner.TypeAsync("Ann's text. ");
        await owner.WaitForStatusAsync("saved");
        var link = await DocumentApi.ShareAsync(Server.Address, await owner.NameAsync(), "write");
        var ben = await ComeAsync("Ben", new() { ServiceWorkers = ServiceWorkerPolicy.Allow });
        ben.Watch.LinksMayBeOver = true;
        ben.Watch.MayAskBeforeLeaving = true;
        var guest = await ComeInAsync(ben, new TextPage(await ben.GoToAsync(link)));
        await guest.WaitForTextAsync("Ann's text");
        await guest.WaitForStatusAsync("saved");
        await guest.WaitUntilKeptAsync();
        await ben.WaitUntilAppIsKeptAsync();

        await ben.SetOfflineAsync(true);
        await guest.ReloadAsync();
        await guest.WaitForTextAsync("Ann's text");
        await guest.WaitForStatusAsync("offline");
        await guest.PressAsync("Control+End");
        await guest.TypeAsync("Ben, offline.");
        await ben.SetOfflineAsync(false);
        await guest.WaitForStatusAsync("saved");
        await owner.WaitForTextAsync("Ben, offline.");

        await guest.WaitUntilKeptAsync();
        await ben.SetOfflineAsync(true);
        await guest.WaitForStatusAsync("offline");
        await DocumentApi.RevokeAsync(Server.Address, link);
        await guest.ReloadAsync();
        await guest.WaitForTextAsync("Ben, offline.");
        await ben.SetOfflineAsync(false);

        await Expect(guest.Page.GetByTestId("no-access")).ToBeVisibleAsync(
            new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });
        await ben.SetOfflineAsync(true);
        await guest.Page.ReloadAsync();
        await Expect(guest.Page.GetByTestId("link-unreachable")).ToBeVisibleAsync();
    }

    private async Task<(BoardPage Board, DocumentPage Document, TextPage Text)> OpenAllAsync()
    {
        var ann = await ComeAsync("Ann");
        var document = await (await ann.GoHomeAsync()).NewDocumentAsync();
        await document.FillAsync("<p>some words</p>");
        var text = await (await ann.GoHomeAsync()).NewTextAsync();
        await text.TypeAsync("some words");
        var board = await (await ann.GoHomeAsync()).NewBoardAsync();
        await Task.WhenAll(document.WaitForStatusAsync("saved"), text.WaitForStatusAsync("saved"));
        return (board, document, text);
    }

    private static async Task AssertUntouchedAsync(BoardPage board, string drawn, DocumentPage document, TextPage text)
    {
        Assert.Equal([drawn], await board.ElementIdsAsync());
        Assert.Equal("<p>some words</p>", await document.HtmlAsync());
        Assert.Equal("some words", await text.ContentAsync());
    }

    /// <summary>Has somebody open a new link to what is open elsewhere.</summary>
    private async Task<IPage> GoAsync(Visitor visitor, EditorPage editor, string right) =>
        await visitor.GoToAsync(await DocumentApi.ShareAsync(Server.Address, await editor.NameAsync(), right));

    /// <summary>Says who one is, the first time, and waits for the document.</summary>
    private static async Task<T> ComeInAsync<T>(Visitor visitor, T editor)
        where T : EditorPage
    {
        await editor.WaitUntilOpenAsync();
        var prompt = editor.Page.GetByTestId("name-go");
        if (await prompt.IsVisibleAsync())
        {
            await Expect(editor.Page.GetByTestId("name-field")).ToHaveValueAsync(visitor.Name);
            await prompt.ClickAsync();
        }

        return editor;
    }

    private static async Task DragAsync(IPage page)
    {
        await page.Mouse.MoveAsync(700, 300);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(800, 400, new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }
}
