using Collab.E2E.Editors;
using Collab.E2E.Support;

namespace Collab.E2E;

/// <summary>A document's caret stays where its person has put it, whatever comes from others in the same instant.</summary>
/// <remarks>
/// The browser tells the editor a moment later that the caret was moved. Here it tells nothing at all: that moment, held.
/// </remarks>
public sealed class CaretTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string MoveCaretToEnd = """
        () => {
          document.addEventListener('selectionchange', event => event.isTrusted && event.stopImmediatePropagation(), true);
          const { editor } = window.collab;
          const text = editor.view.dom.querySelector('p').firstChild;
          window.getSelection().collapse(text, text.length);
          return editor.state.selection.head;
        }
        """;

    private const string Caret = """
        () => {
          const { editor } = window.collab;
          const { anchorNode, anchorOffset } = window.getSelection();
          return `${editor.state.selection.head} ${editor.view.posAtDOM(anchorNode, anchorOffset)}`;
        }
        """;

    [Fact]
    public async Task An_edit_of_another_person_leaves_a_caret_that_was_just_moved_where_it_is()
    {
        var (adas, bens) = await OpenTogetherAsync();

        var known = await adas.Page.EvaluateAsync<int>(MoveCaretToEnd);
        await bens.TypeAsync("Of Ben.");
        await adas.WaitForTextAsync("Of Ben.");

        Assert.Equal(1, known);
        Assert.Equal("8 8", await adas.Page.EvaluateAsync<string>(Caret));
    }

    [Fact]
    public async Task A_caret_of_another_person_leaves_one_that_was_just_moved_where_it_is()
    {
        var (adas, bens) = await OpenTogetherAsync();
        await adas.WaitForCursorAsync("Ben");
        await adas.Page.EvaluateAsync("""
            () => {
              window.drawn = 0;
              window.collab.editor.on('transaction', ({ transaction }) => { window.drawn += transaction.getMeta('yjs-cursor$') ? 1 : 0; });
            }
            """);

        var known = await adas.Page.EvaluateAsync<int>(MoveCaretToEnd);
        var drawn = await adas.Page.EvaluateAsync<int>("() => window.drawn");
        await bens.PressAsync("Home");
        await adas.Page.WaitForFunctionAsync("drawn => window.drawn > drawn", drawn);

        Assert.Equal(1, known);
        Assert.Equal("8 8", await adas.Page.EvaluateAsync<string>(Caret));
    }

    /// <summary>Where the caret went is known before the next key, and what Enter has just made can be typed into.</summary>
    [Fact]
    public async Task Keys_that_come_within_one_frame_stay_in_order()
    {
        var ada = await ComeAsync("Ada");
        var adas = await (await ada.GoHomeAsync()).NewDocumentAsync();
        await adas.TypeAsync("First.");
        await adas.PressAsync("Home");

        string[] keys = ["End", "Enter", "B", "e", "n"];
        await Task.WhenAll(keys.Select(key => adas.Page.Keyboard.PressAsync(key)));

        await adas.WaitForHtmlAsync(html => html == "<p>First.</p><p>Ben</p>", "Ben in a paragraph below");
    }

    /// <summary>Ada's caret is at the start of "Of Ada.", Ben's in a paragraph below.</summary>
    private async Task<(DocumentPage Adas, DocumentPage Bens)> OpenTogetherAsync()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewDocumentAsync();
        await adas.TypeAsync("Of Ada.");
        await adas.PressAsync("Enter");
        await adas.TypeAsync("Below: ");
        var bens = await ben.OpenDocumentAsync(await adas.NameAsync());
        await bens.WaitForTextAsync("Below:");
        await bens.GoToEndAsync();
        await adas.Page.EvaluateAsync("() => window.collab.editor.commands.focus('start')");
        await adas.Page.WaitForFunctionAsync("() => window.collab.editor.view.hasFocus() && window.collab.editor.state.selection.head === 1");

        // 20 ms after it got the focus ProseMirror writes its selection into the page once more.
        await adas.Page.EvaluateAsync("() => new Promise(resolve => setTimeout(resolve, 40))");
        return (adas, bens);
    }
}
