using System.Text.Json;
using Collab.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E.Support;

/// <summary>Looks a page over for what keeps people out (axe-core, put into the page by the test; the app does not ship it).</summary>
internal static class Axe
{
    private const int PhoneWidth = 390;
    private const int PhoneHeight = 844;

    private static readonly string File = Path.Combine(
        RepositoryFolders.Root, "src", "Collab.Web", "node_modules", "axe-core", "axe.min.js");

    private static string? _source;

    /// <summary>Fails with every violation of WCAG 2.2 A and AA that is found.</summary>
    /// <param name="where">What is shown, for the message.</param>
    /// <remarks>
    /// Excalidraw's own surface is left out: it is not ours to mend. Our buttons in it are looked at, and what moves in and
    /// out is waited for.
    /// </remarks>
    public static async Task AssertCleanAsync(IPage page, string where)
    {
        _source ??= await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken);
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync($"() => {{ {_source} }}");
        }

        var found = await page.EvaluateAsync<JsonElement>("""
            async () => {
              await Promise.all(document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime !== Infinity)
                .map(animation => animation.finished.catch(() => {})));
              // What is included within what is excluded is looked at.
              const parts = { include: [['html'], ['.excalidraw .comment-buttons']], exclude: [['.excalidraw']] };
              const { violations } = await axe.run(parts, {
                resultTypes: ['violations'],
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
              });
              return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
            }
            """);
        var problems = found.EnumerateArray().Select(problem => problem.GetString()).ToList();
        Assert.True(problems.Count == 0, $"{where}:\n{string.Join('\n', problems)}");
    }

    /// <summary>The same for what is shown now and, with the page still as it is, for how a phone shows it in the dark.</summary>
    public static async Task AssertCleanInBothLooksAsync(IPage page, string where)
    {
        await AssertCleanAsync(page, where);
        var size = page.ViewportSize!;
        await LookAsync(page, ColorScheme.Dark, PhoneWidth, PhoneHeight);
        await AssertCleanAsync(page, $"{where}, on a phone in the dark");
        await LookAsync(page, ColorScheme.Light, size.Width, size.Height);
    }

    private static async Task LookAsync(IPage page, ColorScheme scheme, int width, int height)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(width, height);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", scheme == ColorScheme.Dark ? "dark" : "light");
    }
}
