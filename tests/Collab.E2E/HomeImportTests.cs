using System.Text;
using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Starting from what one has: files and templates.</summary>
public sealed class HomeImportTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Board = """
        {"type":"excalidraw","version":2,"elements":[
          {"id":"one","type":"rectangle","x":0,"y":0,"width":200,"height":100,"angle":0,"strokeColor":"#e03131"},
          {"id":"two","type":"ellipse","x":300,"y":0,"width":120,"height":100,"angle":0},
          {"id":"bad","type":"iframe","x":0,"y":0,"width":10,"height":10,"angle":0}]}
        """;

    private const string Hostile = """
        <h1>Report</h1><p onclick="window.ran = 1">words <a href="javascript:window.ran = 1">link</a></p>
        <script>window.ran = 1</script><img src="x" onerror="window.ran = 1"><iframe srcdoc="<script>parent.ran = 1</script>"></iframe>
        """;

    [Fact]
    public async Task Files_become_what_their_names_say_for_everybody()
    {
        await StartOwnServerAsync();
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var home = await ada.GoHomeAsync();

        await home.ImportAsync(
            File("Plan.md", "# The plan\n\n- [x] done\n- [ ] open\n"), File("Sketch.excalidraw", Board), File("Notes.txt", "one\r\ntwo"));

        await Expect(home.Imports).ToHaveTextAsync(["Plan", "Sketch1 part could not be taken over", "Notes"]);
        var list = await ben.GoHomeAsync();
        var document = await ben.OpenDocumentAsync(await NameAsync(list, "Plan"));
        await document.WaitForHtmlAsync(
            html => html.Contains(">The plan</h1>", StringComparison.Ordinal) && html.Contains("data-checked=\"true\"", StringComparison.Ordinal),
            "the plan with its tasks");
        await (await ben.OpenBoardAsync(await NameAsync(list, "Sketch"))).WaitForElementsAsync("one", "two");
        await (await ben.OpenTextAsync(await NameAsync(list, "Notes"))).WaitForTextAsync("one\ntwo");
    }

    [Fact]
    public async Task What_runs_in_a_page_does_nothing_in_a_document()
    {
        var home = await (await ComeAsync("Ada")).GoHomeAsync();

        await home.ImportAsync(File("Report.html", Hostile));
        await home.Imports.GetByRole(AriaRole.Link).ClickAsync();

        var document = new DocumentPage(home.Page);
        await document.WaitUntilOpenAsync();
        await document.WaitForTextAsync("Report");
        Assert.DoesNotContain("javascript", await document.HtmlAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.True(await home.Page.EvaluateAsync<bool>("() => window.ran === undefined"));
    }

    [Fact]
    public async Task Files_are_dropped_anywhere_and_each_says_what_is_wrong_with_it()
    {
        await StartOwnServerAsync();
        var home = await (await ComeAsync("Ada")).GoHomeAsync();

        await home.Page.EvaluateAsync("""
            () => {
              const dropped = new DataTransfer();
              dropped.items.add(new File(['x'], 'letter.docx'));
              dropped.items.add(new File(['{}'], 'broken.excalidraw'));
              dropped.items.add(new File([''], 'empty.md'));
              dropped.items.add(new File(['words'], 'fine.txt'));
              document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
            }
            """);

        await Expect(home.Imports).ToHaveTextAsync([
            "letter.docxOnly .excalidraw, .md, .html and .txt can be imported.",
            "broken.excalidrawThis is not a file that Excalidraw has saved.",
            "empty.mdThe file is empty.",
            "fine",
        ]);
        await Expect(home.Items).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_board_from_a_template_is_there_for_everybody_with_its_arrows()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var home = await ada.GoHomeAsync();

        var board = await home.NewFromTemplateAsync("board", "flow-chart", new BoardPage(home.Page));

        await Expect(board.Title).ToHaveValueAsync("Flow chart");
        var shown = await board.ElementIdsAsync();
        Assert.True(shown.Length > 10);
        var sent = await ben.OpenBoardAsync(await board.NameAsync());
        await sent.WaitForElementsAsync(shown);
    }

    [Fact]
    public async Task A_document_from_a_template_is_ready_to_be_filled_in()
    {
        var home = await (await ComeAsync("Ada")).GoHomeAsync();

        var document = await home.NewFromTemplateAsync("page", "meeting", new DocumentPage(home.Page));

        await document.WaitForHtmlAsync(html => html.Contains(">Agenda</h2>", StringComparison.Ordinal), "the agenda");
        await Expect(document.Title).ToHaveValueAsync("Meeting notes");
        await document.TypeAsync("Weekly ");
        await document.WaitForHtmlAsync(html => html.Contains(">Weekly Meeting notes</h1>", StringComparison.Ordinal), "a longer heading");
        await document.WaitForStatusAsync("saved");
    }

    private static FilePayload File(string name, string content) =>
        new() { Name = name, MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes(content) };

    private static async Task<string> NameAsync(HomePage home, string title)
    {
        var item = home.Items.Filter(new() { HasText = title });
        return await item.GetAttributeAsync("data-document") ?? throw new InvalidOperationException($"no {title} is listed");
    }
}
