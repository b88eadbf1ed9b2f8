using Collab.E2E.Editors;
using Collab.E2E.Support;

namespace Collab.E2E;

/// <summary>Images that are put into what is open: others see them, at once and later.</summary>
public sealed class ImageArrivalTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Images_pasted_and_dropped_into_a_document_arrive_and_are_there_after_a_reload()
    {
        var adas = await (await (await ComeAsync("Ada")).GoHomeAsync()).NewDocumentAsync();
        await adas.FillAsync("<p>above</p><p>below</p>");
        var bens = await (await ComeAsync("Ben")).OpenDocumentAsync(await adas.NameAsync());
        await bens.WaitForTextAsync("below");

        await adas.PutCaretBehindAsync("above");
        await GiveImageAsync(adas, "paste", "#c0392b");
        await WaitForImagesAsync(bens, 1);
        await GiveImageAsync(bens, "drop", "#2980b9");
        await WaitForImagesAsync(adas, 2);
        await adas.WaitForStatusAsync("saved");
        await bens.WaitForStatusAsync("saved");

        await adas.ReloadAsync();
        await WaitForImagesAsync(adas, 2);
        await adas.WaitUntilEqualAsync(bens);
    }

    [Fact]
    public async Task An_image_is_the_first_thing_on_a_board_at_a_new_address()
    {
        var adas = await (await ComeAsync("Ada")).OpenBoardAsync("a-new-address");
        await adas.WaitForStatusAsync("saved");

        await adas.DropImageAsync((500, 400), "#27ae60");

        // That an upload is refused is an error in the console, which would fail the test.
        var bens = await (await ComeAsync("Ben")).OpenBoardAsync("a-new-address");
        await bens.WaitForImagesAsync(1);
        await adas.WaitForStatusAsync("saved");
    }

    /// <summary>Hands the page an image file as the browser does: a square of one colour.</summary>
    /// <param name="how">"paste" puts it at the caret, "drop" into the last line.</param>
    private static async Task GiveImageAsync(DocumentPage document, string how, string color) => await document.Page.EvaluateAsync("""
        async ([how, color]) => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 120, height: 120 });
          const context = canvas.getContext('2d');
          context.fillStyle = color;
          context.fillRect(0, 0, 120, 120);
          const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
          const files = new DataTransfer();
          files.items.add(new File([blob], 'square.png', { type: 'image/png' }));
          const { dom } = window.collab.editor.view;
          const { left, top, height } = [...dom.querySelectorAll('p')].at(-1).getBoundingClientRect();
          dom.dispatchEvent(how === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true })
            : new DragEvent('drop', { dataTransfer: files, clientX: left + 5, clientY: top + height / 2, bubbles: true, cancelable: true }));
        }
        """, new[] { how, color });

    /// <summary>Waits until a page shows so many images, each in full.</summary>
    private static async Task WaitForImagesAsync(DocumentPage document, int count) => await Eventually.IsAsync(
        () => document.Page.EvaluateAsync<int>("""
            () => [...window.collab.editor.view.dom.querySelectorAll('img')].filter(image => image.complete && image.naturalWidth === 120).length
            """),
        shown => shown == count,
        $"{count} images");
}
