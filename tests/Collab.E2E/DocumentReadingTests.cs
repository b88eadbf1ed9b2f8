using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Finding one's way in a document, and taking it elsewhere.</summary>
public sealed class DocumentReadingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task The_outline_follows_the_headings_and_leads_to_them()
    {
        var (adas, bens) = await OpenTogetherAsync(
            "<h1>Start</h1>" + string.Concat(Enumerable.Repeat("<p>words and words</p>", 30)) + "<h2>Middle</h2>"
            + string.Concat(Enumerable.Repeat("<p>words and words</p>", 30)));
        await adas.Page.GetByTestId("outline-button").ClickAsync();
        var outline = adas.Page.GetByTestId("outline");
        await Expect(outline.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["Start", "Middle"]);
        await Expect(adas.Page.GetByTestId("word-count")).ToHaveTextAsync("182 words");

        await bens.GoToEndAsync();
        await bens.PressAsync("Enter");
        await bens.TypeAsync("# The end");
        await Expect(outline.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["Start", "Middle", "The end"]);
        await Expect(adas.Page.GetByTestId("word-count")).ToHaveTextAsync("184 words");

        var cleo = await (await ComeAsync("Cleo")).OpenDocumentAsync(await adas.NameAsync());
        await Expect(cleo.Page.GetByTestId("word-count")).ToHaveTextAsync("184 words");

        await outline.GetByText("Middle").ClickAsync();
        await Expect(adas.Editor.Locator("h2")).ToBeInViewportAsync();
        await Expect(outline.Locator("[aria-current]")).ToHaveTextAsync("Middle");
    }

    [Fact]
    public async Task Words_are_found_and_replaced_one_by_one_and_all_at_once_and_undone()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>A cat and a Cat.</p><ul><li><p>concatenate the cat</p></li></ul>");
        await adas.Editor.FocusAsync();
        await adas.PressAsync("Control+f");
        var panel = adas.Page.GetByTestId("find-panel");
        var count = adas.Page.GetByTestId("find-count");

        await panel.GetByLabel("Find", new() { Exact = true }).FillAsync("cat");
        await Expect(count).ToHaveTextAsync("1 of 4");
        await Expect(adas.Editor.Locator(".found")).ToHaveCountAsync(4);
        await panel.GetByLabel("Whole words").ClickAsync();
        await Expect(count).ToHaveTextAsync("1 of 3");
        await panel.GetByLabel("Match case").ClickAsync();
        await Expect(count).ToHaveTextAsync("1 of 2");
        await panel.GetByLabel("Match case").ClickAsync();

        await panel.GetByLabel("Replace with").FillAsync("dog");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Replace", Exact = true }).ClickAsync();
        await bens.WaitForTextAsync("A dog and a Cat.");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Replace all" }).ClickAsync();
        await Expect(count).ToHaveTextAsync("No matches");
        await Expect(bens.Editor).ToContainTextAsync("A dog and a dog.");
        await Expect(bens.Editor).ToContainTextAsync("concatenate the dog");

        await panel.GetByLabel("Find", new() { Exact = true }).PressAsync("Escape");
        await Expect(panel).ToHaveCountAsync(0);
        await Expect(adas.Editor.Locator(".found")).ToHaveCountAsync(0);
        await adas.WaitUntilEqualAsync(bens);
    }

    [Fact]
    public async Task Pasted_Markdown_becomes_what_it_says_and_goes_out_the_same()
    {
        const string Markdown = "# Title\n\nSome **bold** text.\n\n- [ ] open\n- [x] done\n\n> [!TIP]\n> Mind this.\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n```js\nlet x\n```\n";
        var (adas, bens) = await OpenTogetherAsync(null);
        await adas.Editor.FocusAsync();

        await adas.PasteAsync(Markdown);
        await bens.WaitForTextsAsync("h1", "Title");
        await bens.WaitForTextsAsync("li[data-checked=true]", "done");
        await bens.WaitForTextsAsync("[data-callout=tip]", "Mind this.");
        await bens.WaitForTextsAsync("td", "1|2");
        await bens.WaitForTextsAsync("pre code", "let x");

        await bens.RenameAsync("Notes: 1/2");
        var download = await bens.Page.RunAndWaitForDownloadAsync(() => RunCommandAsync(bens, "Export as Markdown"));
        Assert.Equal("Notes 1 2.md", download.SuggestedFilename);
        Assert.Equal(Markdown, await ReadAsync(download));
        download = await bens.Page.RunAndWaitForDownloadAsync(() => RunCommandAsync(bens, "Export as HTML"));
        Assert.Contains("<title>Notes: 1/2</title>", await ReadAsync(download), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_editor_of_ours_knows_stays_in_the_document_that_is_edited_around_it()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>before</p>");
        await adas.Page.EvaluateAsync("""
            () => {
              const content = window.collab.doc.getXmlFragment('content');
              const { constructor: Element } = content.get(0);
              const ship = new Element('spaceship');
              ship.setAttribute('crew', '3');
              const table = new Element('table');
              table.setAttribute('colspan', 1e9);
              content.push([ship, 7, table]);
              content.get(0).get(0).insert(6, ' the glow', { glow: { strength: 3 } });
            }
            """);
        await Expect(bens.Editor.Locator(".unknown-block").First).ToHaveTextAsync("⟨spaceship⟩");

        await bens.PutCaretBehindAsync("before the");
        await bens.TypeAsync(" big");
        await adas.WaitForTextsAsync("p:first-child", "before the big glow");

        var kept = await adas.Page.EvaluateAsync<string>("() => window.collab.doc.getXmlFragment('content').toString()");
        Assert.Contains("<spaceship crew=\"3\">", kept, StringComparison.Ordinal);
        Assert.Contains("<glow strength=\"3\"> the big glow</glow>", kept, StringComparison.Ordinal);
        await adas.WaitUntilEqualAsync(bens);
    }

    private static async Task RunCommandAsync(DocumentPage page, string title)
    {
        await page.Page.Keyboard.PressAsync("Control+k");
        await page.Page.Keyboard.TypeAsync(title);
        await page.Page.GetByRole(AriaRole.Option, new() { Name = title }).First.ClickAsync();
    }

    private static async Task<string> ReadAsync(IDownload download)
    {
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(DocumentPage Adas, DocumentPage Bens)> OpenTogetherAsync(string? html)
    {
        var adas = await (await ComeAsync("Ada")).NewDocumentAsync();
        if (html is not null)
        {
            await adas.FillAsync(html);
        }

        var bens = await (await ComeAsync("Ben")).OpenDocumentAsync(await adas.NameAsync());
        return (adas, bens);
    }
}
