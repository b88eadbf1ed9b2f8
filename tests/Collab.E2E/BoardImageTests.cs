using System.Text.Json;
using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Images on a board: their bytes are at the server, and wait on this device while it is away.</summary>
public sealed class BoardImageTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string EntriesScript = "() => JSON.stringify(Object.values(window.collab.doc.getMap('files').toJSON()))";

    [Fact]
    public async Task An_image_is_seen_by_others_and_is_no_part_of_the_document()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());

        await ada.DropImageAsync((500, 400), "#2f9e44");
        await ben.WaitForImagesAsync(1);

        var entry = Assert.Single(await EntriesAsync(ben));
        Assert.Matches("^[0-9a-f]{64}$", entry.GetProperty("hash").GetString());
        Assert.False(entry.TryGetProperty("dataURL", out _));
        await ada.WaitForStatusAsync("saved");
        var cleo = await (await ComeAsync("Cleo")).OpenBoardAsync(await ada.NameAsync());
        await cleo.WaitForImagesAsync(1);
        Assert.Equal(await PixelAsync(ada), await PixelAsync(cleo));

        var download = await cleo.Page.RunAndWaitForDownloadAsync(() => cleo.ChooseAsync("Save as Excalidraw file"));
        var file = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("\"dataURL\": \"data:image/png;base64,", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_inserted_while_the_server_is_away_comes_to_others_later()
    {
        await StartOwnServerAsync();
        var person = await ComeAsync("Ada", new() { ServiceWorkers = ServiceWorkerPolicy.Allow });
        var ada = await person.NewBoardAsync();
        await person.WaitUntilAppIsKeptAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());
        await ada.WaitForPeerAsync("Ben");
        await KillServerAsync();
        await ada.WaitForStatusAsync("offline");

        await ada.DropImageAsync((500, 400), "#e03131");
        await Expect(ada.Page.GetByTestId("images-wait")).ToContainTextAsync("1 image");
        await ada.WaitForImagesAsync(1);
        await Server.StartAsync();

        await ben.WaitForImagesAsync(1);
        await Expect(ada.Page.GetByTestId("images-wait")).ToHaveCountAsync(0);
        await ada.WaitUntilEqualAsync(ben);
    }

    [Fact]
    public async Task An_image_of_an_earlier_version_of_the_app_is_still_seen()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();
        await ada.DropImageAsync((500, 400), "#1971c2");
        await Eventually.IsAsync(() => EntriesAsync(ada), entries => entries.Length == 1, "an image");

        await ada.Page.EvaluateAsync("""
            () => {
              const [file] = Object.values(window.collab.excalidraw.getFiles());
              const { id, mimeType, dataURL } = file;
              window.collab.doc.getMap('files').set(id, { id, mimeType, dataURL, created: 1 });
            }
            """);
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());

        await ben.WaitForImagesAsync(1);
        Assert.Equal(await PixelAsync(ada), await PixelAsync(ben));
    }

    private static async Task<JsonElement[]> EntriesAsync(BoardPage board) =>
        JsonSerializer.Deserialize<JsonElement[]>(await board.Page.EvaluateAsync<string>(EntriesScript))!;

    // The colour in the middle of the only image, as its bytes say.
    private static Task<string> PixelAsync(BoardPage board) => board.Page.EvaluateAsync<string>("""
        async () => {
          const image = new Image();
          image.src = Object.values(window.collab.excalidraw.getFiles())[0].dataURL;
          await image.decode();
          const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
          context.drawImage(image, 0, 0, 1, 1);
          return String(context.getImageData(0, 0, 1, 1).data);
        }
        """);
}
