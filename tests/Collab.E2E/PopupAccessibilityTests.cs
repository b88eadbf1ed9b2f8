using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>What opens over a page or beside it, and what stands for a page that is no more: nothing keeps anybody out.</summary>
/// <remarks>Each is looked at twice: light on a desktop, dark on a phone.</remarks>
public sealed class PopupAccessibilityTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task What_opens_on_the_home_page_keeps_nobody_out()
    {
        await StartOwnServerAsync();
        var plan = await DocumentApi.CreateAsync(Server.Address, "text", "Plan");
        var rest = await DocumentApi.CreateAsync(Server.Address, "page", "Rest");
        var home = await (await ComeAsync("Ada")).GoHomeAsync();
        var page = home.Page;

        foreach (var kind in new[] { "board", "page" })
        {
            await page.GetByTestId($"templates-{kind}").ClickAsync();
            await Expect(page.GetByTestId("template-dialog")).ToBeVisibleAsync();
            await LookAsync($"templates, {kind}");
            await page.Keyboard.PressAsync("Escape");
        }

        await home.Row(plan).HoverAsync();
        await home.Row(plan).GetByTestId("item-more").ClickAsync();
        await LookAsync("menu of an item");
        await page.GetByTestId("rename").ClickAsync();
        await LookAsync("rename dialog");
        await page.Keyboard.PressAsync("Escape");

        await home.MoveToNewFolderAsync(plan, "Kitchen");
        await home.ChooseAsync(plan, "move");
        await LookAsync("move dialog");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("new-folder").ClickAsync();
        await page.GetByTestId("new-folder-name").FillAsync("Kitchen");
        await Expect(page.GetByTestId("confirm")).ToBeDisabledAsync();
        await LookAsync("folder dialog, a name that is taken");
        await page.GetByTestId("new-folder-name").FillAsync("Garden");
        await home.ConfirmAsync();
        await LookAsync("empty folder");

        await home.Search.FillAsync("plan");
        await Expect(home.Result(plan)).ToBeVisibleAsync();
        await LookAsync("what a search found");
        await home.Search.FillAsync("");
        await home.GoToAsync("all");
        await home.ImportAsync(
            new FilePayload { Name = "a.md", MimeType = "text/markdown", Buffer = "# A"u8.ToArray() },
            new FilePayload { Name = "b.exe", MimeType = "application/octet-stream", Buffer = [0] });
        await page.GetByTestId("layout-list").ClickAsync();
        await LookAsync("rows, and what became of imported files");

        await home.ChooseAsync(rest, "trash");
        await home.GoToAsync("trash");
        await home.WaitForAsync(rest);
        await LookAsync("trash, and a notice");
        await home.ChooseAsync(rest, "delete");
        await LookAsync("question before what cannot be undone");

        Task LookAsync(string where) => Axe.AssertCleanInBothLooksAsync(page, where);
    }

    [Fact]
    public async Task What_opens_in_a_document_keeps_nobody_out()
    {
        var document = await (await (await ComeAsync("Ada")).GoHomeAsync()).NewDocumentAsync();
        var page = document.Page;
        await document.FillAsync("<h1>Heading</h1><p>some words here</p><h2>Part</h2><p></p>");

        foreach (var menu in new[] { "Insert", "Kind of block" })
        {
            await page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { NameRegex = new($"^{menu}") }).ClickAsync();
            await LookAsync($"{menu}, menu of the toolbar");
            await page.Keyboard.PressAsync("Escape");
        }

        await document.GoToEndAsync();
        await document.TypeAsync("/");
        await Expect(document.SlashMenu).ToBeVisibleAsync();
        await LookAsync("slash menu");
        await document.TypeAsync("xyzzy");
        await LookAsync("slash menu without a match");
        await page.Keyboard.PressAsync("Escape");
        await document.PressAsync("Enter");
        await document.TypeAsync("@");
        await Expect(page.GetByTestId("mention-menu")).ToBeVisibleAsync();
        await LookAsync("mention menu");
        await page.Keyboard.PressAsync("Escape");
        await document.PressAsync("Enter");
        await document.InsertBlockAsync("table");
        await Expect(page.GetByTestId("table-bar")).ToBeVisibleAsync();
        await LookAsync("table bar");
        await page.GetByTestId("table-bar").GetByRole(AriaRole.Button).First.ClickAsync();
        await LookAsync("menu of the table bar");
        await page.Keyboard.PressAsync("Escape");

        await document.Editor.GetByText("some words here").HoverAsync();
        await document.Handle.ClickAsync();
        await Axe.AssertCleanAsync(page, "menu of a block");
        await page.Keyboard.PressAsync("Escape");

        await document.SelectAsync("words");
        await Expect(document.Bubble).ToBeVisibleAsync();
        await LookAsync("bubble");
        await document.Bubble.GetByRole(AriaRole.Button, new() { Name = "Link" }).ClickAsync();
        await document.Bubble.GetByLabel("Address").FillAsync("javascript:alert(1)");
        await document.Bubble.GetByLabel("Address").PressAsync("Enter");
        await LookAsync("link form, an address that is not taken");
        await page.Keyboard.PressAsync("Escape");
        await document.SelectAsync("some");
        await document.Bubble.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
        await LookAsync("comment draft");
        await document.Comments.GetByLabel("Write a comment").FillAsync("Is it?");
        await document.Comments.GetByTestId("comment-draft").GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(document.Threads).ToHaveCountAsync(1);
        await document.Threads.GetByRole(AriaRole.Button, new() { Name = "What to do with the comment" }).ClickAsync();
        await LookAsync("thread, and the menu of a comment");
        await page.Keyboard.PressAsync("Escape");
        await document.Threads.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await LookAsync("no open threads");
        await document.Comments.GetByRole(AriaRole.Button, new() { Name = "Resolved", Exact = true }).ClickAsync();
        await LookAsync("resolved threads");
        await document.Comments.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await page.GetByTestId("outline-button").ClickAsync();
        await page.GetByTestId("find-button").ClickAsync();
        await page.GetByTestId("find-panel").GetByLabel("Find", new() { Exact = true }).FillAsync("some");
        await Expect(page.GetByTestId("find-count")).ToHaveTextAsync("1 of 1");
        await LookAsync("outline and find panel");

        Task LookAsync(string where) => Axe.AssertCleanInBothLooksAsync(page, where);
    }

    [Fact]
    public async Task What_opens_on_a_board_keeps_nobody_out()
    {
        var board = await (await (await ComeAsync("Ada")).GoHomeAsync()).NewBoardAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await board.NameAsync());
        var page = board.Page;

        await page.Keyboard.PressAsync("c");
        await page.GetByTestId("placing-comment").WaitForAsync();
        await LookAsync("comment being placed");
        await page.Mouse.ClickAsync(500, 400);
        await Expect(board.CommentCard).ToBeVisibleAsync();
        await LookAsync("comment draft");
        await board.SayAsync("Why here?");
        await Expect(board.CommentCard).ToContainTextAsync("Why here?");
        await LookAsync("thread");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("comment-list").ClickAsync();
        await Expect(board.Comments).ToContainTextAsync("Why here?");
        await LookAsync("pins and the list of comments");
        await board.Comments.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await board.WaitForPeerAsync("Ben");
        await board.ClickFaceAsync("Ben");
        await Expect(board.Following).ToBeVisibleAsync();
        await Expect(ben.Followers).ToBeVisibleAsync();
        await LookAsync("following");
        await Axe.AssertCleanAsync(ben.Page, "followed");
        await board.ChooseAsync("Laser pointer");
        await LookAsync("laser");
        await new Shell(page).OpenMenuAsync();
        await LookAsync("document menu of a board");

        Task LookAsync(string where) => Axe.AssertCleanInBothLooksAsync(page, where);
    }

    [Fact]
    public async Task Sharing_and_the_end_of_it_keep_nobody_out()
    {
        var ada = await ComeAsync("Ada");
        ada.Watch.LinksMayBeOver = true;
        var document = await (await ada.GoHomeAsync()).NewDocumentAsync();
        await document.WaitForStatusAsync("saved");
        var (page, name) = (document.Page, await document.NameAsync());
        await page.GetByTestId("share").ClickAsync();
        await Expect(page.GetByTestId("share-dialog")).ToContainTextAsync("no links yet");
        await Axe.AssertCleanInBothLooksAsync(page, "share dialog, no links");
        var share = new ShareDialog(page);
        var link = await share.MakeAsync("comment", "month");
        await share.Links.GetByTestId("share-revoke").ClickAsync();
        await Axe.AssertCleanInBothLooksAsync(page, "share dialog, a link about to be revoked");
        await page.GetByTestId("share-right").FocusAsync();

        var guest = await ada.GoToAsync(link);
        await Expect(guest.GetByTestId("name-prompt")).ToBeVisibleAsync();
        await Axe.AssertCleanInBothLooksAsync(guest, "question for a name");
        await guest.GetByTestId("name-go").ClickAsync();
        await Expect(guest.GetByTestId("access")).ToBeVisibleAsync();
        await Axe.AssertCleanInBothLooksAsync(guest, "a guest who may comment");
        await ShareDialog.RevokeAsync(share.Links);
        await Expect(guest.GetByTestId("no-access")).ToBeVisibleAsync();
        await Axe.AssertCleanInBothLooksAsync(guest, "link that was revoked");
        await guest.ReloadAsync();
        await Expect(guest.GetByTestId("link-absent")).ToBeVisibleAsync();
        await Axe.AssertCleanInBothLooksAsync(guest, "link that is not there");

        await share.CloseAsync();
        var home = await ada.GoHomeAsync();
        await home.ChooseAsync(name, "trash");
        await home.GoToAsync("trash");
        await home.ChooseAsync(name, "delete");
        await home.ConfirmAsync();
        await document.WaitForStatusAsync("closed");
        await Axe.AssertCleanInBothLooksAsync(page, "deleted meanwhile");
    }
}
