using Microsoft.Playwright;

namespace Collab.E2E.Editors;

/// <summary>The page where one starts.</summary>
internal sealed class HomePage(IPage page)
{
    public IPage Page { get; } = page;

    /// <summary>The card or row of a document in the list.</summary>
    public ILocator Row(string document) => Page.GetByTestId("document-list").Locator($"[data-document='{document}']");

    public Task<BoardPage> NewBoardAsync() => MakeAsync("board", new BoardPage(Page));

    public Task<DocumentPage> NewDocumentAsync() => MakeAsync("page", new DocumentPage(Page));

    public Task<TextPage> NewTextAsync() => MakeAsync("text", new TextPage(Page));

    public ILocator Search => Page.GetByTestId("search");

    /// <summary>Pastes a link into the search box.</summary>
    public async Task OpenLinkAsync(string link)
    {
        await Search.FillAsync(link);
        await Page.GetByTestId("open-pasted").WaitForAsync();
        await Search.PressAsync("Enter");
    }

    private async Task<T> MakeAsync<T>(string kind, T editor)
        where T : EditorPage
    {
        await Page.GetByTestId($"new-{kind}").ClickAsync();
        await editor.WaitUntilOpenAsync();
        return editor;
    }
}
