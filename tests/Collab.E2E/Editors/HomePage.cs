using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E.Editors;

/// <summary>The page where one starts.</summary>
internal sealed class HomePage(IPage page)
{
    private static readonly LocatorAssertionsToHaveCountOptions Patient = new() { Timeout = (float)Eventually.Patience.TotalMilliseconds };

    public IPage Page { get; } = page;

    public ILocator Search => Page.GetByTestId("search");

    /// <summary>What a search found.</summary>
    public ILocator Results => Page.GetByTestId("search-results");

    /// <summary>A document among what a search found.</summary>
    public ILocator Result(string document) => Results.Locator($"[data-result='{document}']");

    public ILocator Banner => Page.GetByTestId("home-banner");

    public ILocator Toast => Page.GetByTestId("toast");

    public ILocator Imports => Page.GetByTestId("import-item");

    /// <summary>All cards or rows that are shown.</summary>
    public ILocator Items => Page.GetByTestId("document-list").GetByTestId("item");

    /// <summary>The card or row of a document in the list.</summary>
    public ILocator Row(string document) => Page.GetByTestId("document-list").Locator($"[data-document='{document}']");

    public Task<BoardPage> NewBoardAsync() => MakeAsync("board", new BoardPage(Page));

    public Task<DocumentPage> NewDocumentAsync() => MakeAsync("page", new DocumentPage(Page));

    public Task<TextPage> NewTextAsync() => MakeAsync("text", new TextPage(Page));

    /// <summary>Starts from one of the built-in templates.</summary>
    /// <param name="kind">"board", "page" or "text".</param>
    public async Task<T> NewFromTemplateAsync<T>(string kind, string template, T editor)
        where T : EditorPage
    {
        await Page.GetByTestId($"templates-{kind}").ClickAsync();
        await Page.GetByTestId($"template-{template}").ClickAsync();
        await editor.WaitUntilOpenAsync();
        return editor;
    }

    /// <summary>Pastes a link into the search box.</summary>
    public async Task OpenLinkAsync(string link)
    {
        await Search.FillAsync(link);
        await Page.GetByTestId("open-pasted").WaitForAsync();
        await Search.PressAsync("Enter");
    }

    /// <summary>Goes to "all", "recent", "starred" or "trash".</summary>
    public Task GoToAsync(string place) => Page.GetByTestId($"place-{place}").ClickAsync();

    public Task GoToFolderAsync(string folder) => Folder(folder).ClickAsync();

    public ILocator Folder(string folder) => Page.GetByTestId("place-folder").Filter(new() { HasText = folder });

    /// <summary>Opens a document's menu and chooses from it, by the entry's test id, such as "rename".</summary>
    public async Task ChooseAsync(string document, string action)
    {
        // It is there for the keyboard always, and for a pointer when it is over the card.
        await Row(document).HoverAsync();
        await Row(document).GetByTestId("item-more").ClickAsync();
        await Page.GetByTestId("item-menu").GetByTestId(action).ClickAsync();
    }

    public async Task RenameAsync(string document, string title)
    {
        await ChooseAsync(document, "rename");
        await Page.GetByTestId("rename-dialog").GetByRole(AriaRole.Textbox).FillAsync(title);
        await ConfirmAsync();
    }

    public async Task MoveToNewFolderAsync(string document, string folder)
    {
        await ChooseAsync(document, "move");
        await Page.GetByTestId("new-folder-name").FillAsync(folder);
        await ConfirmAsync();
    }

    /// <summary>Says yes to the dialog that is open.</summary>
    public Task ConfirmAsync() => Page.GetByTestId("confirm").ClickAsync();

    /// <summary>Takes back what the notice tells of.</summary>
    public Task UndoAsync() => Toast.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

    public Task WaitForGoneAsync(string document) => Expect(Row(document)).ToHaveCountAsync(0, Patient);

    public Task WaitForAsync(string document) => Expect(Row(document)).ToHaveCountAsync(1, Patient);

    /// <summary>Imports files as from a file picker, and waits until all are over.</summary>
    public async Task ImportAsync(params FilePayload[] files)
    {
        await Page.GetByTestId("import-files").SetInputFilesAsync(files);
        await Expect(Page.Locator("[data-testid=import-panel][data-busy=false]"))
            .ToBeVisibleAsync(new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });
    }

    private async Task<T> MakeAsync<T>(string kind, T editor)
        where T : EditorPage
    {
        await Page.GetByTestId($"new-{kind}").ClickAsync();
        await editor.WaitUntilOpenAsync();
        return editor;
    }
}
