using Collab.E2E.Editors;
using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Where one starts: make something, find it again, open what somebody sent.</summary>
public sealed class HomeTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_new_board_is_ready_to_draw_on_and_listed_with_its_title()
    {
        var ada = await ComeAsync("Ada");
        var board = await (await ada.GoHomeAsync()).NewBoardAsync();

        var rectangle = await board.DrawRectangleAsync((400, 300), (600, 420));
        await board.RenameAsync("Kitchen plan");
        await board.WaitForStatusAsync("saved");

        var name = await board.NameAsync();
        await AssertListedAsync(name, "Kitchen plan");
        var sent = await (await ComeAsync("Ben")).OpenBoardAsync(name);
        await sent.WaitForElementsAsync(rectangle);
    }

    [Fact]
    public async Task A_new_document_is_ready_to_type_into_and_listed_with_its_title()
    {
        var ada = await ComeAsync("Ada");
        var document = await (await ada.GoHomeAsync()).NewDocumentAsync();

        await document.WaitForFocusAsync();
        await document.Page.Keyboard.TypeAsync("# Minutes");
        await document.WaitForHtmlAsync(html => html.Contains(">Minutes</h1>", StringComparison.Ordinal), "a heading");
        await document.RenameAsync("Meeting in June");
        await document.WaitForStatusAsync("saved");

        var name = await document.NameAsync();
        await AssertListedAsync(name, "Meeting in June");
        var sent = await (await ComeAsync("Ben")).OpenDocumentAsync(name);
        await sent.WaitForTextAsync("Minutes");
    }

    [Fact]
    public async Task A_new_text_is_ready_to_type_into_and_listed_with_its_title()
    {
        var ada = await ComeAsync("Ada");
        var text = await (await ada.GoHomeAsync()).NewTextAsync();

        await text.WaitForFocusAsync();
        await text.Page.Keyboard.TypeAsync("first line");
        await text.RenameAsync("Notes");
        await text.WaitForStatusAsync("saved");

        var name = await text.NameAsync();
        await AssertListedAsync(name, "Notes");
        var sent = await (await ComeAsync("Ben")).OpenTextAsync(name);
        await sent.WaitForTextAsync("first line");
    }

    [Fact]
    public async Task A_pasted_link_opens_what_it_leads_to()
    {
        var ada = await ComeAsync("Ada");
        var text = await (await ada.GoHomeAsync()).NewTextAsync();
        await text.TypeAsync("for Ben");

        var home = await (await ComeAsync("Ben")).GoHomeAsync();
        await home.OpenLinkAsync(text.Page.Url);

        var sent = new TextPage(home.Page);
        await sent.WaitUntilOpenAsync();
        await sent.WaitForTextAsync("for Ben");
    }

    private async Task AssertListedAsync(string document, string title)
    {
        var home = await (await ComeAsync("Reader")).GoHomeAsync();
        await Expect(home.Row(document)).ToContainTextAsync(title);
    }
}
