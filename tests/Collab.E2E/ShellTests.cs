using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>What surrounds every page: found by keys, in the person's language and colours, at the width of a phone.</summary>
public sealed class ShellTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int PhoneWidth = 390;

    [Fact]
    public async Task What_cannot_be_loaded_says_so_leaves_the_rest_and_opens_when_it_can_be()
    {
        var ada = await ComeAsync("Ada");
        var text = await ada.NewTextAsync();
        await text.TypeAsync("still here");
        await text.WaitForStatusAsync("saved");
        ada.Watch.ServerMayBeGone = true;
        const string Parts = "**/assets/CommandPalette-*.js";
        await text.Page.RouteAsync(Parts, route => route.AbortAsync("connectionrefused"));

        await text.PressAsync("Control+k");
        await Expect(text.Page.GetByTestId("toast")).ToContainTextAsync("could not be loaded");
        await text.WaitForTextAsync("still here");

        await text.Page.UnrouteAsync(Parts);
        await text.PressAsync("Control+k");
        await Expect(new Shell(text.Page).Palette).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Everything_is_reached_by_keys_and_the_focus_is_never_lost()
    {
        var home = await (await ComeAsync("Ada")).GoHomeAsync();
        var (page, shell) = (home.Page, new Shell(home.Page));
        await Expect(page.GetByTestId("new-text")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await shell.WaitForFocusAsync("MAIN");

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
        await shell.WaitForFocusAsync("MAIN");
        await page.Keyboard.PressAsync("?");
        await Expect(shell.Sheet).ToContainTextAsync("Ctrl+K");
        await page.Keyboard.PressAsync("Escape");
        await Expect(shell.Sheet).ToHaveCountAsync(0);

        await shell.RunAsync("alone", "Keys alone");
        await text.WaitUntilOpenAsync();
        await text.WaitForTextAsync("By keys?");
    }

    [Fact]
    public async Task Colours_are_the_devices_until_somebody_chooses_and_then_theirs()
    {
        var ada = await ComeAsync("Ada", new() { ColorScheme = ColorScheme.Dark });
        var page = (await ada.GoHomeAsync()).Page;
        var html = page.Locator("html");
        await Expect(html).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(19, 19, 22)");

        await new Shell(page).RunAsync("light", "Light");
        await Expect(html).ToHaveAttributeAsync("data-theme", "light");
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(247, 247, 249)");
        var board = await ada.OpenBoardAsync(await NameOfNewBoardAsync(new HomePage(page)));

        await Expect(board.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await Expect(board.Page.GetByTestId("title")).ToHaveCSSAsync("color", "rgb(27, 27, 34)");
        await Expect(board.Page.Locator(".excalidraw.theme--dark")).ToHaveCountAsync(0);
        // Another tab of the same browser follows.
        await new Shell(board.Page).RunAsync("dark", "Dark");
        await Expect(html).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(board.Page.Locator(".excalidraw.theme--dark").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_app_speaks_other_languages_and_runs_from_right_to_left_in_those_that_do()
    {
        var ada = await ComeAsync("Ada");
        var text = await ada.NewTextAsync();
        var (page, shell) = (text.Page, new Shell(text.Page));
        await text.TypeAsync("hello");

        await shell.ChooseLanguageAsync("de");
        await Expect(page.GetByTestId("document-menu")).ToHaveAccessibleNameAsync("Dokumentmenü");
        await text.WaitForStatusAsync("saved");
        await Expect(text.Status).ToContainTextAsync("Gespeichert");

        await shell.ChooseLanguageAsync("ar");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await text.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await text.WaitForTextAsync("hello");
        var (back, face) = (await page.GetByTestId("home").BoundingBoxAsync(), await page.GetByTestId("guest").BoundingBoxAsync());
        Assert.True(back!.X > face!.X);

        var title = await (await ada.GoHomeAsync()).Page.GetByTestId("new-board").InnerTextAsync();
        Assert.Matches(@"\p{IsArabic}", title);
    }

    [Fact]
    public async Task A_browser_in_German_is_answered_in_German()
    {
        var ada = await ComeAsync("Ada", new() { Locale = "de-AT" });
        var home = await ada.GoHomeAsync();

        await Expect(home.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(home.Page.GetByTestId("guest")).ToHaveAccessibleNameAsync("Du bist Ada. Einstellungen");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("ar")]
    public async Task On_a_phone_nothing_sticks_out_and_the_menu_has_what_the_bar_lacks(string language)
    {
        var ada = await ComeAsync("Ada", new()
        {
            ViewportSize = new() { Width = PhoneWidth, Height = 844 },
            HasTouch = true,
            Locale = language,
        });
        var ben = await ComeAsync("Ben");
        var home = await ada.GoHomeAsync();
        await AssertFitsAsync(home.Page);
        EditorPage[] editors =
        [
            await ada.NewBoardAsync(),
            await ada.NewDocumentAsync(),
            await ada.NewTextAsync(),
        ];
        await editors[2].RenameAsync("A title much longer than any phone is wide, and then some");
        await ben.OpenTextAsync(await editors[2].NameAsync());
        await editors[2].WaitForPeerAsync("Ben");
        await Expect(editors[2].Page.GetByTestId("text-mode-read").Locator("..")).ToBeInViewportAsync(new() { Ratio = 1 });
        foreach (var editor in editors)
        {
            await editor.ComeToFrontAsync();
            await AssertFitsAsync(editor.Page);
            var shell = new Shell(editor.Page);
            await shell.OpenMenuAsync();
            await AssertFitsAsync(editor.Page);
            await shell.Menu.GetByTestId("app.settings").ClickAsync();
            await Expect(shell.Settings).ToBeVisibleAsync();
            await AssertFitsAsync(editor.Page);
            await editor.Page.Keyboard.PressAsync("Escape");
        }
    }

    [Fact]
    public async Task A_document_is_copied_thrown_away_and_brought_back_from_its_menu()
    {
        var ada = await ComeAsync("Ada");
        var text = await ada.NewTextAsync();
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

    [Fact]
    public async Task Who_writes_in_what_another_throws_away_is_told_and_can_restore_it()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewTextAsync();
        await adas.TypeAsync("Plan");
        await adas.WaitForStatusAsync("saved");
        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await bens.WaitForStatusAsync("saved");
        var notice = bens.Page.GetByTestId("in-trash");
        await Expect(notice).ToHaveCountAsync(0);

        var shell = new Shell(adas.Page);
        await shell.OpenMenuAsync();
        await shell.Menu.GetByTestId("document.trash").ClickAsync();
        await Expect(adas.Page.GetByTestId("toast")).ToContainTextAsync("trash");
        // Ben was elsewhere and comes back to the page; without that it takes half a minute.
        await bens.Page.EvaluateAsync("() => window.dispatchEvent(new Event('focus'))");

        await Expect(notice).ToContainTextAsync("This is in the trash.");
        await Axe.AssertCleanAsync(bens.Page, "in the trash");
        await notice.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(notice).ToHaveCountAsync(0);
        var home = await ada.GoHomeAsync();
        await Expect(home.Row(await bens.NameAsync())).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_deleted_for_good_while_one_was_in_it_can_be_kept_as_a_copy()
    {
        var ada = await ComeAsync("Ada");
        var text = await ada.NewTextAsync();
        await text.RenameAsync("Plan");
        await text.TypeAsync("Written before");
        await text.WaitForStatusAsync("saved");
        var (page, deleted) = (text.Page, await text.NameAsync());

        await page.EvaluateAsync("""
            async name => {
              const path = `/api/documents/${name}`;
              await fetch(path, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{"trashed":true}' });
              await fetch(path, { method: 'DELETE' });
            }
            """, deleted);
        await text.WaitForStatusAsync("closed");
        await text.TypeAsync(", and after");
        await page.GetByTestId("closed").GetByRole(AriaRole.Button, new() { Name = "Keep a copy" }).ClickAsync();
        await page.WaitForFunctionAsync("name => window.collab && window.collab.name !== name && window.collab.editor", deleted);

        await Expect(text.Title).ToHaveValueAsync("Plan");
        Assert.Equal("Written before, and after", await text.ContentAsync());
        await text.WaitForStatusAsync("saved");
    }

    [Fact]
    public async Task Who_comes_and_who_leaves_is_announced()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewTextAsync();
        await adas.WaitForStatusAsync("saved");
        // Who is there already when one comes is not news, and who that is settles first.
        await adas.Page.WaitForTimeoutAsync(2_000);
        var heard = adas.Page.Locator("p.visually-hidden[aria-live='polite']");
        await ben.OpenTextAsync(await adas.NameAsync());

        await Expect(heard).ToContainTextAsync("Ben is here now");
        await LeaveAsync(ben);
        await Expect(heard).ToContainTextAsync("Ben has left");
    }

    [Fact]
    public async Task The_changes_that_wait_for_the_server_are_counted_until_it_has_them()
    {
        await StartOwnServerAsync();
        var ada = await ComeAsync("Ada");
        ada.Watch.MayAskBeforeLeaving = true;
        var text = await ada.NewTextAsync();
        var waiting = text.Status.GetByTestId("waiting");
        await text.TypeAsync("Before. ");
        await text.WaitForStatusAsync("saved");
        await KillServerAsync();
        await text.WaitForStatusAsync("offline");
        await Expect(waiting).ToHaveCountAsync(0);

        await text.TypeAsync("Meanwhile.");
        await Expect(waiting).ToHaveTextAsync("1 change waiting");
        await Server.StartAsync();

        await text.WaitForStatusAsync("saved");
        await Expect(waiting).ToHaveCountAsync(0);
    }

    private static async Task<string> NameOfNewBoardAsync(HomePage home) => await (await home.NewBoardAsync()).NameAsync();

    /// <summary>Nothing to click is outside of the window, and nothing makes it scroll sideways.</summary>
    private static async Task AssertFitsAsync(IPage page)
    {
        var outside = await page.EvaluateAsync<string[]>("""
            () => {
              const width = document.documentElement.clientWidth;
              const found = [...document.querySelectorAll('.top-bar *, .home-header *, dialog[open] *, [role=menu] *')]
                .filter(element => element.matches('a, button, input, select, [role^=menuitem]') && element.checkVisibility())
                .filter(element => !element.classList.contains('visually-hidden') && !element.closest('.visually-hidden'))
                .filter(element => { const { left, right } = element.getBoundingClientRect(); return left < -1 || right > width + 1; })
                .map(element => element.outerHTML.slice(0, 120));
              return document.documentElement.scrollWidth > width ? [...found, `scrolls to ${document.documentElement.scrollWidth}`] : found;
            }
            """);
        Assert.Empty(outside);
    }
}
