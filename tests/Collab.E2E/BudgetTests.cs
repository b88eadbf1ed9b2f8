using System.Collections.Concurrent;
using System.IO.Compression;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>How much of the app comes over the wire before a page is ready, compressed as a published server sends it.</summary>
public sealed class BudgetTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int Kilobyte = 1000;

    private const string Typeface = "/assets/inter-";

    // A published server sends these as they are.
    private static readonly string[] CompressedAlready = [".woff2", ".png"];

    [Fact]
    public async Task The_home_page_is_light()
    {
        await StartOwnServerAsync();
        var sizes = await MeasureAsync("/", page => Expect(page.GetByTestId("document-list")).ToBeVisibleAsync());

        AssertWithin(100, sizes);
    }

    [Theory]
    [InlineData("board", 575)]
    [InlineData("page", 330)]
    public async Task An_editor_is_no_heavier_than_it_must_be(string kind, int kilobytes)
    {
        var home = await (await ComeAsync("Ada")).GoHomeAsync();
        await home.Page.GetByTestId($"new-{kind}").ClickAsync();
        await WaitUntilOpenAsync(home.Page);
        var path = new Uri(home.Page.Url).AbsolutePath;

        var sizes = await MeasureAsync(path, WaitUntilOpenAsync);

        AssertWithin(kilobytes, sizes);
    }

    private static Task WaitUntilOpenAsync(IPage page) =>
        page.WaitForFunctionAsync("() => window.collab && (window.collab.editor || window.collab.excalidraw)");

    /// <summary>Opens an address in a browser that has nothing yet.</summary>
    private async Task<IReadOnlyDictionary<string, int>> MeasureAsync(string path, Func<IPage, Task> untilReady)
    {
        var ben = await ComeAsync("Ben");
        var page = await ben.GoToAsync("about:blank");
        var answers = new ConcurrentQueue<IResponse>();
        page.Response += (_, response) => answers.Enqueue(response);
        await page.GotoAsync(new Uri(Server.Address, path).AbsoluteUri);
        await untilReady(page);

        var sizes = new Dictionary<string, int>();
        foreach (var answer in answers.ToArray().Where(IsAwaited))
        {
            var body = await answer.BodyAsync();
            var name = new Uri(answer.Url).AbsolutePath;
            sizes[name] = Array.Exists(CompressedAlready, name.EndsWith) ? body.Length : Compress(body);
        }

        return sizes;
    }

    /// <summary>Whether the page waited for it. The typeface comes when the page is at rest, as does all that the service worker puts
    /// aside; words are there before in the device's own.</summary>
    private static bool IsAwaited(IResponse answer) => !new Uri(answer.Url).AbsolutePath.StartsWith(Typeface, StringComparison.Ordinal);

    private static int Compress(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(body);
        }

        return (int)compressed.Length;
    }

    private static void AssertWithin(int kilobytes, IReadOnlyDictionary<string, int> sizes)
    {
        var total = sizes.Values.Sum();
        var report = string.Join('\n', sizes.OrderByDescending(size => size.Value).Take(12).Select(size => $"{size.Value,9} {size.Key}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{total / Kilobyte} kB of {kilobytes}\n{report}");
        Assert.True(total <= kilobytes * Kilobyte, $"{total / Kilobyte} kB are more than {kilobytes}:\n{report}");
    }
}
