using System.Text.Json;
using System.Xml.Linq;
using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>What leaves a board as a file, what comes in by one, and what stays on this device.</summary>
public sealed class BoardFileTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_board_is_exported_as_picture_drawing_and_file_and_a_file_is_inserted()
    {
        await using var visitor = await ComeUnwatchedAsync("Ada");
        var board = await visitor.NewBoardAsync();
        await board.RenameAsync("Launch: week");
        await board.DrawRectangleAsync((400, 300), (600, 400));
        await board.WriteAsync((700, 300), "Héllo");

        var png = await ExportAsync(board, "Export as PNG", "Launch week.png");
        var svg = await ExportAsync(board, "Export as SVG", "Launch week.svg");
        var file = await ExportAsync(board, "Save as Excalidraw file", "Launch week.excalidraw");

        Assert.Equal([0x89, .. "PNG"u8], (await File.ReadAllBytesAsync(png, Cancellation))[..4]);
        var drawing = XDocument.Parse(await File.ReadAllTextAsync(svg, Cancellation));
        Assert.Equal("svg", drawing.Root?.Name.LocalName);
        Assert.Contains("Héllo", drawing.Root?.Value, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal("excalidraw", json.RootElement.GetProperty("type").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("elements").GetArrayLength());

        var chooser = await board.Page.RunAndWaitForFileChooserAsync(() => board.ChooseAsync("Insert an Excalidraw file…"));
        await chooser.SetFilesAsync(file);
        await Eventually.IsAsync(board.ElementIdsAsync, ids => ids.Distinct().Count() == 4, "the elements twice");
        await board.UndoAsync();
        await Eventually.IsAsync(board.ElementIdsAsync, ids => ids.Length == 2, "the elements once");
        // Excalidraw puts whole fonts into the drawing where scripts may not be made of strings, and says so.
        Assert.All(visitor.Watch.Problems, problem => Assert.Contains("subsetting", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_only_looks_changes_nothing_and_sees_what_others_draw()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());

        await ben.ChooseAsync("Look only");
        await ben.Page.Keyboard.PressAsync("r");
        await ben.Page.Mouse.MoveAsync(300, 300);
        await ben.Page.Mouse.DownAsync();
        await ben.Page.Mouse.MoveAsync(500, 500, new() { Steps = 5 });
        await ben.Page.Mouse.UpAsync();
        var drawn = await ada.DrawRectangleAsync((400, 300), (600, 400));
        await ben.WaitForElementsAsync(drawn);
        await ben.PressAsync("Alt+r");
        var bens = await ben.DrawEllipseAsync((700, 300), (800, 400));

        await ada.WaitForElementsAsync(drawn, bens);
    }

    [Fact]
    public async Task A_library_is_kept_on_this_device_and_for_nobody_else()
    {
        var visitor = await ComeAsync("Ada");
        var ada = await visitor.NewBoardAsync();
        await ada.DrawRectangleAsync((400, 300), (600, 400));
        await ada.Page.Mouse.ClickAsync(400, 350, new() { Button = MouseButton.Right });
        await ada.Page.GetByText("Add to library", new() { Exact = true }).ClickAsync();
        await ada.Page.WaitForFunctionAsync("""
            () => new Promise(resolve => {
              const request = indexedDB.open('collab-files');
              request.onsuccess = () => {
                const reading = request.result.transaction('library').objectStore('library').get('items');
                reading.onsuccess = () => { request.result.close(); resolve(reading.result?.length === 1); };
              };
            })
            """);
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());

        await ada.ReloadAsync();

        await Expect(await OpenLibraryAsync(ada)).ToHaveCountAsync(1);
        await Expect(await OpenLibraryAsync(ben)).ToHaveCountAsync(0);
        await Expect(ben.Page.Locator("a[href*='libraries.excalidraw.com']:visible")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task No_dialog_shows_a_link_that_leaves_the_machine()
    {
        var board = await (await ComeAsync("Ada")).NewBoardAsync();
        await board.DrawRectangleAsync((400, 300), (600, 400));
        var links = board.Page.Locator("a[href^='http']:visible");

        await board.ChooseAsync("Keys of the board");
        await Expect(board.Page.Locator(".HelpDialog")).ToBeVisibleAsync();
        await Expect(links).ToHaveCountAsync(0);
        await board.PressAsync("Escape");
        await board.ChooseAsync("Export image…");
        await Expect(board.Page.Locator(".ImageExportModal")).ToBeVisibleAsync();
        await Expect(links).ToHaveCountAsync(0);
        await board.PressAsync("Escape");
        await board.Page.Locator(".App-toolbar__extra-tools-trigger").ClickAsync();
        await board.Page.GetByText("Mermaid to Excalidraw", new() { Exact = true }).ClickAsync();
        await Expect(board.Page.Locator(".ttd-dialog")).ToBeVisibleAsync();
        await Expect(links).ToHaveCountAsync(0);
        await board.PressAsync("Escape");
        await board.Page.Locator(".main-menu-trigger").ClickAsync();
        await Expect(links).ToHaveCountAsync(0);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<string> ExportAsync(BoardPage board, string entry, string name)
    {
        var download = await board.Page.RunAndWaitForDownloadAsync(() => board.ChooseAsync(entry));
        Assert.Equal(name, download.SuggestedFilename);
        return await download.PathAsync();
    }

    private static async Task<ILocator> OpenLibraryAsync(BoardPage board)
    {
        await board.Page.Locator(".sidebar-trigger").ClickAsync();
        await Expect(board.Page.Locator(".layer-ui__library")).ToBeVisibleAsync();
        return board.Page.Locator(".library-unit__active");
    }
}
