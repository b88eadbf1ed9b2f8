using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E.Editors;

/// <summary>What surrounds every page of the app: palette, shortcut sheet, settings, document menu.</summary>
internal sealed class Shell(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Palette => Page.GetByTestId("palette");

    public ILocator Sheet => Page.GetByTestId("shortcuts");

    public ILocator Settings => Page.GetByTestId("settings");

    public ILocator Menu => Page.GetByTestId("document-menu-list");

    /// <summary>Opens the palette by its keys, once what was open is closed, and writes into it.</summary>
    public async Task FindAsync(string query)
    {
        await Expect(Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Page.GetByTestId("palette-query")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(query);
    }

    /// <summary>Finds something in the palette and takes the first that fits, by keys alone.</summary>
    public async Task RunAsync(string query, string first)
    {
        await FindAsync(query);
        await Expect(Palette.GetByRole(AriaRole.Option).First).ToContainTextAsync(first);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Palette).ToHaveCountAsync(0);
    }

    public async Task OpenSettingsAsync()
    {
        await Page.GetByTestId("guest").ClickAsync();
        await Expect(Settings).ToBeVisibleAsync();
    }

    public async Task ChooseLanguageAsync(string code)
    {
        await OpenSettingsAsync();
        await Page.GetByTestId("language").SelectOptionAsync(code);
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", code);
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Settings).ToHaveCountAsync(0);
    }

    public async Task OpenMenuAsync()
    {
        await Page.GetByTestId("document-menu").ClickAsync();
        await Expect(Menu).ToBeVisibleAsync();
    }

    /// <summary>Waits until something has the focus, by its test id, or else its tag.</summary>
    public async Task WaitForFocusAsync(string name) => await Eventually.IsAsync(
        () => Page.EvaluateAsync<string>("() => document.activeElement?.dataset.testid ?? document.activeElement?.tagName ?? ''"),
        focus => focus == name,
        $"the focus on {name}");
}
