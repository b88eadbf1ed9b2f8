using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Texts: Markdown with its preview, languages, carets with names, search, files.</summary>
public sealed class TextTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_preview_stands_beside_the_Markdown_follows_what_others_write_and_scrolls_in_step()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewTextAsync();
        var preview = adas.Page.GetByTestId("text-preview");
        await adas.Page.GetByTestId("text-mode-both").CheckAsync(new() { Force = true });
        await Expect(preview).ToContainTextAsync("Nothing to preview yet.");

        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await bens.InsertAsync("# Trip\n\n- [x] *Tickets*\n\n");
        await Expect(preview.GetByRole(AriaRole.Heading, new() { Name = "Trip" })).ToBeVisibleAsync();
        await Expect(preview.Locator("li em")).ToHaveTextAsync("Tickets");
        await adas.PressAsync("Control+End");
        await adas.InsertAsync(string.Concat(Enumerable.Range(1, 80).Select(number => $"Paragraph {number}.\n\n")));
        await Expect(preview).ToContainTextAsync("Paragraph 80.");

        await ScrollAsync(".cm-scroller", 0);
        await Eventually.IsAsync(() => ScrolledAsync(".text-preview"), top => top == 0, "the preview at the top");
        await ScrollAsync(".cm-scroller", 900);
        await Eventually.IsAsync(() => ScrolledAsync(".text-preview"), top => top > 300, "the preview moved too");
        await ScrollAsync(".text-preview", 0);
        await Eventually.IsAsync(() => ScrolledAsync(".cm-scroller"), top => top < 60, "the text moved back");

        Task ScrollAsync(string pane, int top) =>
            adas.Page.EvaluateAsync("([pane, top]) => { document.querySelector(pane).scrollTop = top; }", new object[] { pane, top });

        Task<float> ScrolledAsync(string pane) =>
            adas.Page.EvaluateAsync<float>("pane => document.querySelector(pane).scrollTop", pane);
    }

    [Fact]
    public async Task Markdown_of_strangers_runs_nothing_and_asks_nobody()
    {
        var text = await (await ComeAsync("Ada")).NewTextAsync();
        await text.InsertAsync("""
            <script>alert(1)</script> <img src=x onerror=alert(1)> <iframe srcdoc="<script>alert(1)</script>"></iframe>

            [a](javascript:alert(1)) [b](data:text/html,x) ![c](https://example.org/c.png) ![d](data:image/svg+xml,x) https://example.org

            The end.
            """);

        await text.Page.GetByTestId("text-mode-read").CheckAsync(new() { Force = true });
        var preview = text.Page.GetByTestId("text-preview");
        await Expect(preview).ToContainTextAsync("The end.");

        await Expect(preview.Locator("script, img, iframe")).ToHaveCountAsync(0);
        var links = await preview.Locator("a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.Equal(["https://example.org/c.png", "https://example.org"], links);
    }

    [Fact]
    public async Task The_language_of_a_text_is_part_of_it()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewTextAsync();
        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await adas.InsertAsync("class Plan { }");

        await adas.Page.GetByTestId("text-language").SelectOptionAsync("typescript");

        await Expect(bens.Page.GetByTestId("text-language")).ToHaveValueAsync("typescript");
        // The word has a colour of its own at both.
        await Expect(adas.Editor.Locator("span", new() { HasTextString = "class" }).First).ToBeVisibleAsync();
        await Expect(bens.Editor.Locator("span", new() { HasTextString = "class" }).First).ToBeVisibleAsync();
        await Expect(bens.Page.GetByTestId("text-mode-both")).ToHaveCountAsync(0);

        await bens.Page.EvaluateAsync("() => window.collab.doc.getMap('meta').set('language', { toString: 7 })");
        await Expect(adas.Page.GetByTestId("text-language")).ToHaveValueAsync("markdown");
        await bens.Page.EvaluateAsync("() => window.collab.doc.getMap('meta').set('language', 'rust')");
        await Expect(adas.Page.GetByTestId("text-language")).ToHaveValueAsync("rust");
    }

    [Fact]
    public async Task Words_are_counted_found_and_replaced()
    {
        var text = await (await ComeAsync("Ada")).NewTextAsync();
        await text.InsertAsync("one two two three");
        await Expect(text.Page.GetByTestId("word-count")).ToHaveTextAsync("4 words");

        await text.PressAsync("Control+f");
        var panel = text.Page.Locator(".cm-search");
        await panel.GetByRole(AriaRole.Textbox, new() { Name = "Find" }).FillAsync("two");
        await panel.GetByRole(AriaRole.Textbox, new() { Name = "Replace with" }).FillAsync("2");
        await panel.GetByRole(AriaRole.Button, new() { Name = "replace all" }).ClickAsync();
        await text.Page.Keyboard.PressAsync("Escape");

        await text.WaitForContentAsync(content => content == "one 2 2 three", "both replaced");
        await Expect(panel).ToHaveCountAsync(0);
        await text.WaitForFocusAsync();
    }

    [Theory]
    [InlineData("txt")]
    [InlineData("md")]
    public async Task A_text_is_saved_as_a_file_named_by_its_title(string extension)
    {
        var text = await (await ComeAsync("Ada")).NewTextAsync();
        await text.InsertAsync("# Größe\n\nمرحبا\n");
        await text.RenameAsync("Notes: 1/2");

        var file = await text.Page.RunAndWaitForDownloadAsync(() => new Shell(text.Page).RunAsync($"export .{extension}", $"Export as .{extension}"));

        Assert.Equal($"Notes 1 2.{extension}", file.SuggestedFilename);
        Assert.Equal("# Größe\n\nمرحبا\n", await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_caret_has_its_persons_name_and_the_colour_of_their_face()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewTextAsync();
        await adas.TypeAsync("hello");
        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await bens.PressAsync("End");
        await adas.WaitForCursorAsync("Ben");

        var colors = await adas.Page.EvaluateAsync<string[]>("""
            () => [document.querySelector('.cm-ySelectionInfo'), document.querySelector('.peers .avatar')]
              .map(element => getComputedStyle(element).backgroundColor)
            """);

        Assert.Equal(colors[1], colors[0]);
    }
}
