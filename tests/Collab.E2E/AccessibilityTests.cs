using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Each page and dialog, in light and dark, on a desktop and a phone: nothing keeps anybody out.</summary>
/// <remarks>Light on a desktop and dark on a phone; with COLLAB_LONG=1 the two others as well.</remarks>
public sealed class AccessibilityTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1";

    public static TheoryData<ColorScheme, int> Looks => IsLong
        ? new() { { ColorScheme.Light, 1280 }, { ColorScheme.Dark, 390 }, { ColorScheme.Dark, 1280 }, { ColorScheme.Light, 390 } }
        : new() { { ColorScheme.Light, 1280 }, { ColorScheme.Dark, 390 } };

    [Theory, MemberData(nameof(Looks))]
    public async Task The_home_page_and_what_opens_everywhere_keep_nobody_out(ColorScheme scheme, int width)
    {
        await StartOwnServerAsync();
        var ada = await ComeAsync("Ada", Options(scheme, width));
        var home = await ada.GoHomeAsync();
        await Expect(home.Page.GetByTestId("document-list")).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(home.Page, "home, new");

        await ada.NewTextAsync();
        home = await ada.GoHomeAsync();
        await Expect(home.Page.GetByTestId("document-list")).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(home.Page, "home");
        var shell = new Shell(home.Page);
        await shell.FindAsync("n");
        await Axe.AssertCleanAsync(home.Page, "palette");
        await home.Page.Keyboard.PressAsync("Escape");
        await shell.RunAsync("shortcuts", "Keyboard shortcuts");
        await Axe.AssertCleanAsync(home.Page, "shortcut sheet");
        await home.Page.Keyboard.PressAsync("Escape");
        await shell.RunAsync("settings", "Settings");
        await Axe.AssertCleanAsync(home.Page, "settings");

        var lost = await ada.GoToAsync("/nowhere");
        await Expect(lost.GetByRole(AriaRole.Heading)).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(lost, "no such page");
    }

    [Theory, MemberData(nameof(Looks))]
    public async Task Editors_keep_nobody_out(ColorScheme scheme, int width)
    {
        var ada = await ComeAsync("Ada", Options(scheme, width));
        var ben = await ComeAsync("Ben");
        var board = await ada.NewBoardAsync();
        await board.WaitForStatusAsync("saved");
        await Axe.AssertCleanAsync(board.Page, "board");

        var document = await ada.NewDocumentAsync();
        await document.TypeAsync("# Heading");
        await document.PressAsync("Enter");
        await document.TypeAsync("[ ] Task ");
        await ben.OpenDocumentAsync(await document.NameAsync());
        await document.WaitForPeerAsync("Ben");
        await Axe.AssertCleanAsync(document.Page, "document");
        await new Shell(document.Page).OpenMenuAsync();
        await Axe.AssertCleanAsync(document.Page, "document menu");

        var text = await ada.NewTextAsync();
        await text.InsertAsync("# Heading\n\n**Bold**, `code`, [link](https://example.org)\n\n> quote\n\n| a | b |\n| - | - |\n| 1 | 2 |\n");
        await Axe.AssertCleanAsync(text.Page, "text");
        await text.PressAsync("Control+f");
        await Axe.AssertCleanAsync(text.Page, "text, searching");
        await text.Page.Keyboard.PressAsync("Escape");
        await text.Page.GetByTestId("text-mode-read").CheckAsync(new() { Force = true });
        await Expect(text.Page.GetByTestId("text-preview")).ToContainTextAsync("quote");
        await Axe.AssertCleanAsync(text.Page, "preview");
        await text.Page.GetByTestId("text-mode-write").CheckAsync(new() { Force = true });
        await text.Page.GetByTestId("text-language").SelectOptionAsync("typescript");
        await text.PressAsync("Control+End");
        await text.InsertAsync("/* why */ export class A<T> extends B { x = \"s\" + 1; f(y: number): string { return `a${y}`; } }\n");
        await Axe.AssertCleanAsync(text.Page, "code");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Trouble_is_told_to_everybody(ColorScheme scheme)
    {
        await StartOwnServerAsync();
        var ada = await ComeAsync("Ada", Options(scheme, 390));
        ada.Watch.MayAskBeforeLeaving = true;
        var text = await ada.NewTextAsync();
        await text.WaitForStatusAsync("saved");
        await KillServerAsync();
        await text.WaitForStatusAsync("offline");
        await text.TypeAsync("Meanwhile.");

        await Axe.AssertCleanAsync(text.Page, "offline");
        await Server.StartAsync();
        await text.WaitForStatusAsync("saved");
    }

    private static BrowserNewContextOptions Options(ColorScheme scheme, int width) => new()
    {
        ColorScheme = scheme,
        ViewportSize = new() { Width = width, Height = 844 },
    };
}
