using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E.Editors;

/// <summary>A text: CodeMirror, typed into.</summary>
internal sealed class TextPage(IPage page) : EditorPage(page)
{
    protected override string ContentScript => """
        { content: collab.doc.getText('content').toString(), editor: collab.editor.state.doc.toString() }
        """;

    public ILocator Editor => Page.GetByTestId("text-editor").Locator(".cm-content");

    /// <summary>Waits until keys go here, though nobody clicked.</summary>
    public Task WaitForFocusAsync() => Expect(Editor).ToBeFocusedAsync();

    /// <summary>Types at the caret.</summary>
    public async Task TypeAsync(string text)
    {
        await ComeToFrontAsync();
        await Editor.FocusAsync();
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Puts text in at the caret, all at once, as pasting does.</summary>
    public async Task InsertAsync(string text)
    {
        await ComeToFrontAsync();
        await Editor.FocusAsync();
        await Page.Keyboard.InsertTextAsync(text);
    }

    public override Task PressAsync(string key) => Editor.PressAsync(key);

    public Task<string> ContentAsync() => ReadAsync<string>("() => window.collab.editor.state.doc.toString()");

    public async Task WaitForContentAsync(Predicate<string> condition, string what) =>
        await Eventually.IsAsync(ContentAsync, content => condition(content), what);

    public Task WaitForTextAsync(string text) =>
        WaitForContentAsync(content => content.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until somebody's caret is shown with their name.</summary>
    public Task WaitForCursorAsync(string name) =>
        Page.Locator(".cm-ySelectionInfo", new() { HasText = name }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
}
