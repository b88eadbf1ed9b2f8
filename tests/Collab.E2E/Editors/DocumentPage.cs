using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E.Editors;

/// <summary>A document: Tiptap, typed into.</summary>
internal sealed class DocumentPage(IPage page) : EditorPage(page)
{
    protected override string ContentScript => """
        { content: collab.doc.getXmlFragment('content').toString(), editor: collab.editor.getHTML() }
        """;

    public ILocator Editor => Page.GetByTestId("page-editor");

    /// <summary>A button of the toolbar, by its label.</summary>
    public ILocator Tool(string label) =>
        Page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = label, Exact = true });

    /// <summary>Waits until keys go here, though nobody clicked.</summary>
    public Task WaitForFocusAsync() => Expect(Editor).ToBeFocusedAsync();

    /// <summary>Types at the caret, as a person does: # and a blank make a heading.</summary>
    public async Task TypeAsync(string text)
    {
        await Editor.FocusAsync();
        // As fast as a person at most: keys in one and the same instant outrun the browser's own caret.
        await Page.Keyboard.TypeAsync(text, new() { Delay = 15 });
    }

    /// <summary>Puts the caret behind the last character.</summary>
    /// <remarks>
    /// The browser moves the caret and tells the editor of it later. What the editor draws in between, such as another
    /// person's caret or its own right after it got the focus, puts the caret back: then one presses the keys again.
    /// </remarks>
    public async Task GoToEndAsync()
    {
        await Editor.FocusAsync();
        await Eventually.IsAsync(
            async () =>
            {
                await Page.Keyboard.PressAsync("Control+End");
                return await Page.EvaluateAsync<string>("""
                    () => new Promise(resolve => requestAnimationFrame(() => setTimeout(() => {
                      const { selection, doc } = window.collab.editor.state;
                      resolve(selection.empty && selection.$head.pos === doc.content.size - 1
                        ? 'end' : `${selection.anchor}-${selection.head} of ${doc.content.size}`);
                    }, 0)))
                    """);
            },
            caret => caret == "end",
            "the caret at the end");
    }

    public override Task PressAsync(string key) => Editor.PressAsync(key);

    public Task<string> HtmlAsync() => Page.EvaluateAsync<string>("() => window.collab.editor.getHTML()");

    public async Task WaitForHtmlAsync(Predicate<string> condition, string what) =>
        await Eventually.IsAsync(HtmlAsync, html => condition(html), what);

    public Task WaitForTextAsync(string text) => WaitForHtmlAsync(html => html.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until somebody's caret is shown with their name.</summary>
    public Task WaitForCursorAsync(string name) =>
        Page.Locator(".collaboration-carets__label", new() { HasText = name }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
}
