using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>What surrounds every page: found by keys, and in the language of its person.</summary>
public sealed class ShellTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Everything_is_reached_by_keys_and_the_focus_is_never_lost()
    {
        var home = await (await ComeAsync("Ada")).GoHomeAsync();
        var (page, shell) = (home.Page, new Shell(home.Page));
        await Expect(page.GetByTestId("new-text")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("MAIN", await shell.FocusAsync());

        await shell.RunAsync("new text", "New text");
        var text = new TextPage(page);
        await text.WaitUntilOpenAsync();
        await text.WaitForFocusAsync();
        await page.Keyboard.TypeAsync("By keys? Yes. ");
        await shell.RunAsync("rename", "Rename");
        await Expect(text.Title).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Keys alone");
        await page.Keyboard.PressAsync("Enter");
        await text.WaitForStatusAsync("saved");

        // What a dialog took the focus from has it again.
        await text.Editor.FocusAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Expect(shell.Palette).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await text.WaitForFocusAsync();
        Assert.Equal("By keys? Yes. ", await text.ContentAsync());

        await shell.RunAsync("home page", "Go to the home page");
        await Expect(page.GetByTestId("document-list")).ToContainTextAsync("Keys alone");
        Assert.Equal("MAIN", await shell.FocusAsync());
        await page.Keyboard.PressAsync("?");
        await Expect(shell.Sheet).ToContainTextAsync("Ctrl+K");
        await page.Keyboard.PressAsync("Escape");
        await Expect(shell.Sheet).ToHaveCountAsync(0);

        await shell.RunAsync("alone", "Keys alone");
        await text.WaitUntilOpenAsync();
        await text.WaitForTextAsync("By keys?");
    }

    [Fact]
    public async Task A_browser_in_German_is_answered_in_German()
    {
        var ada = await ComeAsync("Ada", new() { Locale = "de-AT" });
        var home = await ada.GoHomeAsync();

        await Expect(home.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(home.Page.GetByTestId("guest")).ToHaveAccessibleNameAsync("Du bist Ada. Einstellungen");
    }

    [Fact]
    public async Task A_document_is_copied_thrown_away_and_brought_back_from_its_menu()
    {
        var ada = await ComeAsync("Ada");
        var text = await (await ada.GoHomeAsync()).NewTextAsync();
        var (page, shell, first) = (text.Page, new Shell(text.Page), await text.NameAsync());
        await text.RenameAsync("Plan");
        await text.WaitForStatusAsync("saved");

        await shell.OpenMenuAsync();
        await shell.Menu.GetByTestId("document.duplicate").ClickAsync();
        await page.WaitForFunctionAsync("name => window.collab && window.collab.name !== name && window.collab.editor", first);
        await Expect(text.Title).ToHaveValueAsync("Plan (copy)");

        await shell.OpenMenuAsync();
        await shell.Menu.GetByTestId("document.trash").ClickAsync();
        var list = page.GetByTestId("document-list");
        await Expect(list).ToContainTextAsync("Plan");
        await Expect(list).Not.ToContainTextAsync("Plan (copy)");
        await page.GetByTestId("toast").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await text.WaitUntilOpenAsync();
        await Expect(text.Title).ToHaveValueAsync("Plan (copy)");
    }
}
