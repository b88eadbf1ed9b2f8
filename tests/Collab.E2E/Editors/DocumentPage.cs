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

    /// <summary>The menu that / opens.</summary>
    public ILocator SlashMenu => Page.GetByTestId("slash-menu");

    /// <summary>What can be done with selected text.</summary>
    public ILocator Bubble => Page.GetByTestId("bubble");

    /// <summary>The grip of the block under the pointer.</summary>
    public ILocator Handle => Page.GetByTestId("block-handle");

    public ILocator Comments => Page.GetByTestId("comment-panel");

    public ILocator Threads => Comments.GetByTestId("thread");

    /// <summary>Waits until elements of the text hold these words, with | between them.</summary>
    /// <remarks>Names at carets and what only screen readers are told are not the text's.</remarks>
    public async Task WaitForTextsAsync(string selector, string texts) => await Eventually.IsAsync(
        () => ReadAsync<string>("""
            selector => [...window.collab.editor.view.dom.querySelectorAll(selector)].map(element => {
              const copy = element.cloneNode(true);
              copy.querySelectorAll('.collaboration-carets__caret, label').forEach(extra => extra.remove());
              return copy.textContent.replace(/[\u2060\ufeff]/g, '').trim();
            }).join('|')
            """, selector),
        shown => shown == texts,
        texts);

    /// <summary>Waits until these words are shown as commented, with | between threads.</summary>
    public async Task WaitForCommentedAsync(string texts) => await Eventually.IsAsync(
        () => ReadAsync<string>("""
            () => {
              const parts = new Map();
              for (const element of window.collab.editor.view.dom.querySelectorAll('.comment-mark')) {
                const { thread } = element.dataset;
                parts.set(thread, (parts.get(thread) ?? '') + element.textContent);
              }
              return [...parts.values()].join('|');
            }
            """),
        shown => shown == texts,
        texts);

    /// <summary>An entry of the menu that is open.</summary>
    public ILocator MenuItem(string label) =>
        Page.Locator("[role^=menuitem]").Filter(new() { Has = Page.GetByText(label, new() { Exact = true }) });

    /// <summary>Puts a kind of block in at the caret, by / and what finds it.</summary>
    public async Task InsertBlockAsync(string query)
    {
        await TypeAsync("/" + query);
        await Expect(SlashMenu.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await PressAsync("Enter");
        await Expect(SlashMenu).ToHaveCountAsync(0);
    }

    /// <summary>Fills the document with what is written here as HTML.</summary>
    public Task FillAsync(string html) => Page.EvaluateAsync("html => { window.collab.editor.commands.setContent(html); }", html);

    /// <summary>Selects words that are there once, in one block, and gives the editor the focus.</summary>
    public Task SelectAsync(string words) => Page.EvaluateAsync("""
        async words => {
          const { editor } = window.collab;
          let at = null;
          editor.state.doc.descendants((node, position) => {
            if (at === null && node.isTextblock) {
              const index = node.textBetween(0, node.content.size, undefined, ' ').indexOf(words);
              at = index >= 0 ? position + 1 + index : null;
            }
          });
          const settled = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 60)));
          // The editor takes the focus in the next frame, and may put the selection back in the instants after.
          editor.commands.focus();
          await settled();
          editor.chain().setTextSelection({ from: at, to: at + words.length }).focus().run();
          await settled();
        }
        """, words);

    /// <summary>Puts the caret behind words that are there once.</summary>
    public async Task PutCaretBehindAsync(string words)
    {
        await SelectAsync(words);
        await PressAsync("ArrowRight");
    }

    /// <summary>Pastes text, or an image given as base64, as the browser hands it to the page.</summary>
    public Task PasteAsync(string? text = null, string? png = null) => Page.EvaluateAsync("""
        ([text, png]) => {
          const clipboardData = new DataTransfer();
          if (text !== null) {
            clipboardData.setData('text/plain', text);
          }
          if (png !== null) {
            const bytes = Uint8Array.from(atob(png), character => character.charCodeAt(0));
            clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
          }
          window.collab.editor.view.dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }
        """, new[] { text, png });

    /// <summary>Begins a comment on words that are there once.</summary>
    public async Task CommentAsync(string words, string comment)
    {
        await SelectAsync(words);
        await Bubble.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
        await Comments.GetByLabel("Write a comment").FillAsync(comment);
        await Comments.GetByTestId("comment-draft").GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(Threads.Filter(new() { HasText = comment })).ToBeVisibleAsync();
    }

    /// <summary>Waits until keys go here, though nobody clicked.</summary>
    public Task WaitForFocusAsync() => Expect(Editor).ToBeFocusedAsync();

    /// <summary>Types at the caret, as a person does: # and a blank make a heading.</summary>
    public async Task TypeAsync(string text)
    {
        await ComeToFrontAsync();
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
        await ComeToFrontAsync();
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

    public Task<string> HtmlAsync() => ReadAsync<string>("() => window.collab.editor.getHTML()");

    public async Task WaitForHtmlAsync(Predicate<string> condition, string what) =>
        await Eventually.IsAsync(HtmlAsync, html => condition(html), what);

    public Task WaitForTextAsync(string text) => WaitForHtmlAsync(html => html.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until somebody's caret is shown with their name.</summary>
    public Task WaitForCursorAsync(string name) =>
        Page.Locator(".collaboration-carets__label", new() { HasText = name }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
}
