using Collab.E2E.Support;
using Microsoft.Playwright;

namespace Collab.E2E.Editors;

/// <summary>A board: Excalidraw, drawn on with mouse and keyboard.</summary>
internal sealed class BoardPage(IPage page) : EditorPage(page)
{
    private const string ElementsScript = "window.collab.excalidraw.getSceneElements()";

    // Versions are each scene's own business. The order of the array is the order of drawing.
    protected override string ContentScript => """
        {
          elements: collab.doc.getMap('elements').toJSON(),
          files: collab.doc.getMap('files').toJSON(),
          scene: collab.excalidraw.getSceneElements().map(({ version, versionNonce, updated, ...element }) => element),
        }
        """;

    /// <summary>Draws with a tool: its key, then the mouse from corner to corner (CSS pixels on the screen).</summary>
    /// <returns>The new element's id, once it is in the document.</returns>
    public async Task<string> DrawAsync(string key, (float X, float Y) from, (float X, float Y) to)
    {
        await ComeToFrontAsync();
        var before = await ElementIdsAsync();
        await Page.Keyboard.PressAsync(key);
        await Page.Mouse.MoveAsync(from.X, from.Y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(to.X, to.Y, new() { Steps = 8 });
        await Page.Mouse.UpAsync();
        return await WaitForNewElementAsync(before);
    }

    public Task<string> DrawRectangleAsync((float X, float Y) from, (float X, float Y) to) => DrawAsync("r", from, to);

    public Task<string> DrawEllipseAsync((float X, float Y) from, (float X, float Y) to) => DrawAsync("o", from, to);

    public Task<string> DrawDiamondAsync((float X, float Y) from, (float X, float Y) to) => DrawAsync("d", from, to);

    public Task<string> DrawArrowAsync((float X, float Y) from, (float X, float Y) to) => DrawAsync("a", from, to);

    /// <summary>Writes with the text tool, its upper left corner about here.</summary>
    public async Task<string> WriteAsync((float X, float Y) at, string text)
    {
        await ComeToFrontAsync();
        var before = await ElementIdsAsync();
        await Page.Keyboard.PressAsync("t");
        await Page.Mouse.ClickAsync(at.X, at.Y);
        await Page.Locator("textarea.excalidraw-wysiwyg").WaitForAsync();
        await Page.Keyboard.TypeAsync(text);
        await Page.Keyboard.PressAsync("Escape");
        return await WaitForNewElementAsync(before);
    }

    /// <summary>Drags an element by its middle.</summary>
    public async Task DragAsync(string id, float right, float down)
    {
        await ComeToFrontAsync();
        await Page.Keyboard.PressAsync("v");
        var (x, y) = await OnScreenAsync(id);
        await Page.Mouse.MoveAsync(x, y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(x + right, y + down, new() { Steps = 8 });
        await Page.Mouse.UpAsync();
    }

    public override Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>Ids of what is shown, in the order of drawing.</summary>
    public Task<string[]> ElementIdsAsync() => ReadAsync<string[]>($"() => {ElementsScript}.map(element => element.id)");

    public async Task WaitForElementsAsync(params string[] ids) => await Eventually.IsAsync(
        async () => string.Join(' ', (await ElementIdsAsync()).Order(StringComparer.Ordinal)),
        shown => shown == string.Join(' ', ids.Order(StringComparer.Ordinal)),
        $"elements {string.Join(' ', ids)}");

    /// <summary>Waits until a property of an element has a value, given as JSON.</summary>
    public async Task WaitForPropertyAsync(string id, string property, string json) => await Eventually.IsAsync(
        () => ReadAsync<string?>(
            $"([id, property]) => JSON.stringify({ElementsScript}.find(element => element.id === id)?.[property])",
            new[] { id, property }),
        value => value == json,
        $"{property} {json}");

    /// <summary>Waits until Excalidraw shows somebody's pointer with their name.</summary>
    public Task WaitForCursorAsync(string name) => WaitForAsync(
        "name => [...(window.collab?.excalidraw?.getAppState().collaborators.values() ?? [])].some(one => one.username === name && one.pointer)",
        name);

    /// <summary>The middle of an element, in CSS pixels on the screen.</summary>
    public async Task<(float X, float Y)> OnScreenAsync(string id)
    {
        var point = await ReadAsync<float[]>($$"""
            id => {
              const element = {{ElementsScript}}.find(element => element.id === id);
              const { scrollX, scrollY, zoom, offsetLeft, offsetTop } = window.collab.excalidraw.getAppState();
              return [
                (element.x + element.width / 2 + scrollX) * zoom.value + offsetLeft,
                (element.y + element.height / 2 + scrollY) * zoom.value + offsetTop,
              ];
            }
            """, id);
        return (point[0], point[1]);
    }

    /// <summary>What this page says of whose view it follows.</summary>
    public ILocator Following => Page.GetByTestId("following");

    /// <summary>What this page says of who follows its view.</summary>
    public ILocator Followers => Page.GetByTestId("followers");

    /// <summary>The pins of comments on the board.</summary>
    public ILocator Pins => Page.GetByTestId("comment-pin");

    /// <summary>The open thread beside its pin, or the field to begin one.</summary>
    public ILocator CommentCard => Page.GetByTestId("comment-card");

    /// <summary>The list of all comments beside the board.</summary>
    public ILocator Comments => Page.GetByTestId("comment-panel");

    /// <summary>Clicks on somebody's face in the bar above.</summary>
    public Task ClickFaceAsync(string name) =>
        Peers.And(Page.GetByLabel(name, new() { Exact = true })).ClickAsync();

    /// <summary>Pans by the wheel, in CSS pixels.</summary>
    public async Task PanAsync(float right, float down)
    {
        await ComeToFrontAsync();
        await Page.Mouse.MoveAsync(640, 450);
        await Page.Mouse.WheelAsync(right, down);
    }

    /// <summary>What is seen of the board, in its coordinates: left, top, right, bottom, rounded.</summary>
    public Task<int[]> ViewAsync() => ReadAsync<int[]>("""
        () => {
          const { scrollX, scrollY, zoom, width, height } = window.collab.excalidraw.getAppState();
          return [-scrollX, -scrollY, width / zoom.value - scrollX, height / zoom.value - scrollY].map(Math.round);
        }
        """);

    /// <summary>Puts a comment somewhere with the comment tool.</summary>
    public async Task CommentAsync((float X, float Y) at, string text)
    {
        await Page.Keyboard.PressAsync("c");
        await Page.GetByTestId("placing-comment").WaitForAsync();
        await Page.Mouse.ClickAsync(at.X, at.Y);
        await SayAsync(text);
    }

    /// <summary>Writes into the open thread.</summary>
    public async Task SayAsync(string text)
    {
        await CommentCard.GetByRole(AriaRole.Textbox).FillAsync(text);
        await CommentCard.GetByRole(AriaRole.Textbox).PressAsync("Control+Enter");
    }

    /// <summary>Chooses an entry of the board's menu.</summary>
    public async Task ChooseAsync(string entry)
    {
        await Page.Locator(".main-menu-trigger").ClickAsync();
        await Page.Locator(".dropdown-menu-item").GetByText(entry, new() { Exact = true }).ClickAsync();
    }

    /// <summary>Drops an image file onto the board: a square of one colour, as PNG.</summary>
    public Task DropImageAsync((float X, float Y) at, string color) => Page.EvaluateAsync("""
        async ([x, y, color]) => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 200 });
          const context = canvas.getContext('2d');
          context.fillStyle = color;
          context.fillRect(0, 0, 200, 200);
          const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([blob], 'square.png', { type: 'image/png' }));
          document.querySelector('canvas.interactive').dispatchEvent(
            new DragEvent('drop', { dataTransfer, clientX: Number(x), clientY: Number(y), bubbles: true, cancelable: true }));
        }
        """, new object[] { (double)at.X, (double)at.Y, color });

    /// <summary>Waits until this page has the bytes of so many images.</summary>
    public async Task WaitForImagesAsync(int count) => await Eventually.IsAsync(
        () => ReadAsync<int>("() => Object.keys(window.collab.excalidraw.getFiles()).length"),
        images => images == count,
        $"{count} images");

    // What was just drawn is selected; others may have drawn at the same time.
    private async Task<string> WaitForNewElementAsync(string[] before)
    {
        var made = await Eventually.IsAsync(
            async () => (await ReadAsync<string[]>("""
                () => Object.keys(window.collab.excalidraw.getAppState().selectedElementIds)
                  .filter(id => window.collab.doc.getMap('elements').has(id))
                """)).Except(before).ToArray(),
            ids => ids.Length == 1,
            "one new element in the document");
        return made[0];
    }
}
