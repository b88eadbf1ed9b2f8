using Collab.E2E.Support;

namespace Collab.E2E;

/// <summary>Undo takes back what oneself did, never what another did, however they came in between.</summary>
public sealed class UndoTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task On_a_board_each_undoes_their_own_shapes()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());
        var first = await ada.DrawRectangleAsync((350, 250), (500, 350));
        await ben.WaitForElementsAsync(first);
        var second = await ada.DrawEllipseAsync((550, 250), (700, 350));
        var bens = await ben.DrawDiamondAsync((350, 450), (500, 560));
        await ada.WaitForElementsAsync(first, second, bens);

        await ada.UndoAsync();
        await ada.WaitForElementsAsync(first, bens);
        await ben.WaitForElementsAsync(first, bens);

        await ben.UndoAsync();
        await ada.WaitForElementsAsync(first);

        await ada.RedoAsync();
        await ben.RedoAsync();
        await ada.WaitForElementsAsync(first, second, bens);
        await ada.WaitUntilEqualAsync(ben);
    }

    [Fact]
    public async Task In_a_document_each_undoes_their_own_words()
    {
        var ada = await (await ComeAsync("Ada")).NewDocumentAsync();
        var ben = await (await ComeAsync("Ben")).OpenDocumentAsync(await ada.NameAsync());
        await ada.TypeAsync("from Ada");
        await ben.WaitForTextAsync("from Ada");
        await ben.GoToEndAsync();
        await ben.PressAsync("Enter");
        await ben.WaitForHtmlAsync(html => html.EndsWith("<p></p>", StringComparison.Ordinal), "Ben's own paragraph");
        await ben.TypeAsync("from Ben");
        await ada.WaitForTextAsync("from Ben");

        await ada.UndoAsync();
        await ben.WaitForHtmlAsync(html => !html.Contains("from Ada", StringComparison.Ordinal), "Ada's words gone");
        await ada.WaitForTextAsync("from Ben");

        await ada.RedoAsync();
        await ben.WaitForTextAsync("from Ada");
        await ben.UndoAsync();
        await ada.WaitForHtmlAsync(html => !html.Contains("from Ben", StringComparison.Ordinal), "Ben's words gone");
        await ada.WaitForTextAsync("from Ada");
        await ada.WaitUntilEqualAsync(ben);
    }

    [Fact]
    public async Task In_a_text_each_undoes_their_own_words()
    {
        var ada = await (await ComeAsync("Ada")).NewTextAsync();
        var ben = await (await ComeAsync("Ben")).OpenTextAsync(await ada.NameAsync());
        await ada.TypeAsync("from Ada.");
        await ben.WaitForTextAsync("from Ada.");
        await ben.PressAsync("Control+End");
        await ben.TypeAsync(" from Ben.");
        await ada.WaitForTextAsync(" from Ben.");

        await ada.UndoAsync();
        await ben.WaitForContentAsync(content => content == " from Ben.", "Ada's words gone");

        await ada.RedoAsync();
        await ben.WaitForTextAsync("from Ada.");
        await ben.UndoAsync();
        await ada.WaitForContentAsync(content => content == "from Ada.", "Ben's words gone");
        await ada.WaitUntilEqualAsync(ben);
    }
}
