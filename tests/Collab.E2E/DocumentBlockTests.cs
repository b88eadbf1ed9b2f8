using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>The blocks of a document: how they come in, what becomes of them, and that the other person sees it.</summary>
public sealed class DocumentBlockTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_slash_opens_a_menu_that_is_filtered_and_used_by_keys()
    {
        var (adas, bens) = await OpenTogetherAsync();

        await adas.TypeAsync("/");
        await Expect(adas.SlashMenu.GetByRole(AriaRole.Option)).ToHaveCountAsync(15);
        await adas.TypeAsync("head");
        await Expect(adas.SlashMenu.GetByRole(AriaRole.Option)).ToHaveCountAsync(3);
        await adas.PressAsync("ArrowDown");
        await Expect(adas.SlashMenu.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("Heading 2");
        await adas.PressAsync("Enter");
        await adas.TypeAsync("Plan");
        await adas.PressAsync("Enter");
        await adas.InsertBlockAsync("warning");
        await adas.TypeAsync("Careful");
        await bens.WaitForHtmlAsync(
            html => html.Contains(">Plan</h2>", StringComparison.Ordinal)
                && html.Contains("data-callout=\"warning\"", StringComparison.Ordinal) && html.Contains("Careful", StringComparison.Ordinal),
            "the heading and the box");

        // What is no command stays what it is.
        await adas.TypeAsync(" and/or /nothing such");
        await Expect(adas.SlashMenu).ToHaveCountAsync(0);
        await bens.WaitForTextAsync("and/or /nothing such");
        await adas.TypeAsync(" /");
        await Expect(adas.SlashMenu).ToBeVisibleAsync();
        await adas.PressAsync("Escape");
        await Expect(adas.SlashMenu).ToHaveCountAsync(0);
        await adas.WaitUntilEqualAsync(bens);
    }

    [Fact]
    public async Task Selected_text_gets_its_looks_and_links_from_the_bubble()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>one two three four</p>");

        await adas.SelectAsync("two");
        await adas.Bubble.GetByRole(AriaRole.Button, new() { Name = "Bold" }).ClickAsync();
        await adas.SelectAsync("three");
        await adas.Bubble.GetByRole(AriaRole.Button, new() { Name = "Highlight" }).ClickAsync();
        await adas.SelectAsync("four");
        await adas.Bubble.GetByRole(AriaRole.Button, new() { Name = "Link" }).ClickAsync();
        await adas.Bubble.GetByLabel("Address").FillAsync("javascript:alert(1)");
        await adas.Bubble.GetByLabel("Address").PressAsync("Enter");
        await Expect(adas.Bubble.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await adas.Bubble.GetByLabel("Address").FillAsync("example.org/x");
        await adas.Bubble.GetByLabel("Address").PressAsync("Enter");
        await adas.SelectAsync("one");
        await adas.Bubble.GetByRole(AriaRole.Button, new() { Name = "Alignment" }).ClickAsync();

        await bens.WaitForTextsAsync("strong", "two");
        await bens.WaitForTextsAsync("mark", "three");
        await Expect(bens.Editor.Locator("a")).ToHaveAttributeAsync("href", "https://example.org/x");
        await Expect(bens.Editor.Locator("p")).ToHaveCSSAsync("text-align", "center");
        await adas.PressAsync("ArrowRight");
        await Expect(adas.Bubble).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_block_is_moved_by_its_handle_and_by_keys_and_turned_into_another()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>first</p><p>second</p><p>third</p>");

        await adas.Editor.GetByText("first").HoverAsync();
        var end = (await adas.Editor.GetByText("third").BoundingBoxAsync())!;
        await adas.Handle.HoverAsync();
        await adas.Page.Mouse.DownAsync();
        await adas.Page.Mouse.MoveAsync(end.X + 20, end.Y + end.Height - 2, new() { Steps = 8 });
        await adas.Page.Mouse.UpAsync();
        await WaitForBlocksAsync(bens, "second|third|first");

        await adas.PutCaretBehindAsync("third");
        await adas.PressAsync("Alt+Shift+ArrowUp");
        await WaitForBlocksAsync(bens, "third|second|first");

        await adas.Editor.GetByText("second").HoverAsync();
        await adas.Handle.ClickAsync();
        await adas.MenuItem("Duplicate").ClickAsync();
        await WaitForBlocksAsync(bens, "third|second|second|first");
        await adas.Editor.GetByText("first").HoverAsync();
        await adas.Handle.ClickAsync();
        await adas.MenuItem("Heading 1").ClickAsync();
        await bens.WaitForTextsAsync("h1", "first");
        await adas.Editor.GetByText("third").HoverAsync();
        await adas.Handle.ClickAsync();
        await adas.MenuItem("Delete block").ClickAsync();
        await WaitForBlocksAsync(bens, "second|second|first");
        await adas.WaitUntilEqualAsync(bens);
    }

    [Fact]
    public async Task A_table_grows_and_shrinks_by_its_bar()
    {
        var (adas, bens) = await OpenTogetherAsync();
        await adas.InsertBlockAsync("table");
        await adas.TypeAsync("Name");
        await adas.PressAsync("Tab");
        await adas.TypeAsync("Age");
        await bens.WaitForTextsAsync("th", "Name|Age|");

        await ChooseAsync("Row", "Add row below");
        await ChooseAsync("Column", "Add column after");
        await Expect(bens.Editor.Locator("tr")).ToHaveCountAsync(4);
        await Expect(bens.Editor.Locator("tr").First.Locator("th")).ToHaveCountAsync(4);
        await ChooseAsync("Column", "Delete column");
        await bens.WaitForTextsAsync("tr:first-child th", "Name||");
        await ChooseAsync("Table", "Delete table");
        await Expect(bens.Editor.Locator("table")).ToHaveCountAsync(0);

        async Task ChooseAsync(string part, string action)
        {
            await adas.Page.GetByTestId("table-bar").GetByRole(AriaRole.Button, new() { Name = part, Exact = true }).ClickAsync();
            await adas.MenuItem(action).ClickAsync();
        }
    }

    [Fact]
    public async Task Tasks_are_ticked_for_everybody_and_code_is_coloured_in_the_chosen_language()
    {
        var (adas, bens) = await OpenTogetherAsync();
        await adas.TypeAsync("[ ] milk");
        await adas.PressAsync("Enter");
        await adas.TypeAsync("bread");
        await bens.Editor.GetByRole(AriaRole.Checkbox).Nth(1).CheckAsync();
        await adas.WaitForTextsAsync("li[data-checked=true]", "bread");

        await adas.PutCaretBehindAsync("bread");
        await adas.PressAsync("Enter");
        await adas.PressAsync("Enter");
        await adas.InsertBlockAsync("code");
        await adas.TypeAsync("return 'x'");
        await adas.Editor.GetByLabel("Language").SelectOptionAsync("python");
        await adas.WaitForTextsAsync(".hljs-keyword", "return");
        await bens.WaitForTextsAsync(".hljs-string", "'x'");
        await Expect(bens.Editor.GetByLabel("Language")).ToHaveValueAsync("python");
        await adas.WaitUntilEqualAsync(bens);
    }

    [Fact]
    public async Task A_person_is_mentioned_by_an_at_sign()
    {
        var (adas, bens) = await OpenTogetherAsync();
        await adas.WaitForPeerAsync("Ben");

        await adas.TypeAsync("Ask @be");
        await Expect(adas.Page.GetByTestId("mention-menu").GetByRole(AriaRole.Option)).ToHaveTextAsync("BBen");
        await adas.PressAsync("Enter");
        await adas.TypeAsync("about ada@example.org");

        await bens.WaitForTextsAsync(".mention", "@Ben");
        await Expect(bens.Editor).ToContainTextAsync("Ask @Ben about ada@example.org");
        await Expect(adas.Page.GetByTestId("mention-menu")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Looking_at_a_document_that_ends_with_a_table_does_not_change_it()
    {
        var (adas, _) = await OpenTogetherAsync("<p>a</p>");
        await adas.Page.EvaluateAsync("""
            () => {
              const content = window.collab.doc.getXmlFragment('content');
              const { constructor: Element } = content.get(0);
              const [table, row, cell] = ['table', 'tableRow', 'tableCell'].map(name => new Element(name));
              table.push([row]); row.push([cell]); cell.push([new Element('paragraph')]);
              content.push([table]);
            }
            """);
        await adas.WaitForStatusAsync("saved");
        var before = await ContentAsync(adas);

        var cleos = await (await ComeAsync("Cleo")).OpenDocumentAsync(await adas.NameAsync());
        await Expect(cleos.Editor.Locator("table")).ToBeVisibleAsync();
        await cleos.Page.EvaluateAsync("() => window.collab.editor.commands.focus('start')");
        await cleos.PressAsync("ArrowRight");
        Assert.Equal(before, await ContentAsync(cleos));

        await cleos.TypeAsync("b");
        await adas.WaitForHtmlAsync(html => html.EndsWith("<p></p>", StringComparison.Ordinal), "a paragraph below, with an edit");
    }

    private static Task<string> ContentAsync(DocumentPage page) =>
        page.Page.EvaluateAsync<string>("() => window.collab.doc.getXmlFragment('content').toString()");

    private static async Task WaitForBlocksAsync(DocumentPage page, string texts) => await Eventually.IsAsync(
        () => page.Page.EvaluateAsync<string>("() => window.collab.editor.state.doc.content.content.map(block => block.textContent).join('|')"),
        shown => shown == texts, texts);

    private async Task<(DocumentPage Adas, DocumentPage Bens)> OpenTogetherAsync(string? html = null)
    {
        var adas = await (await ComeAsync("Ada")).NewDocumentAsync();
        if (html is not null)
        {
            await adas.FillAsync(html);
        }

        var bens = await (await ComeAsync("Ben")).OpenDocumentAsync(await adas.NameAsync());
        await adas.Page.BringToFrontAsync();
        return (adas, bens);
    }
}
