using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Keeping one's documents in order, beside others who do the same.</summary>
public sealed class HomeListTests(Chromium chromium) : BrowserTest(chromium)
{
    // Others' lists follow every five seconds.
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = (float)Eventually.Patience.TotalMilliseconds };

    [Fact]
    public async Task Who_looks_at_the_list_sees_what_another_renames()
    {
        var name = await CreateAsync("text", "Draft");
        var (ada, ben) = (await (await ComeAsync("Ada")).GoHomeAsync(), await (await ComeAsync("Ben")).GoHomeAsync());
        await ben.WaitForAsync(name);

        await ada.RenameAsync(name, "Final");

        await Expect(ada.Row(name)).ToContainTextAsync("Final");
        await Expect(ben.Row(name)).ToContainTextAsync("Final", Patient);
    }

    [Fact]
    public async Task A_folder_and_a_star_are_there_for_everybody()
    {
        await StartOwnServerAsync();
        var (plan, other) = (await CreateAsync("board", "Kitchen plan"), await CreateAsync("page", "Minutes"));
        var ada = await (await ComeAsync("Ada")).GoHomeAsync();

        await ada.MoveToNewFolderAsync(plan, "House & garden");
        await Expect(ada.Folder("House & garden")).ToContainTextAsync("1");
        await ada.ChooseAsync(other, "star");
        await Expect(ada.Row(other).GetByTestId("item-star")).ToHaveAttributeAsync("aria-pressed", "true");

        var ben = await (await ComeAsync("Ben")).GoHomeAsync();
        await ben.GoToFolderAsync("House & garden");
        await Expect(ben.Items).ToHaveCountAsync(1);
        await ben.WaitForAsync(plan);
        await ben.GoToAsync("starred");
        await Expect(ben.Items).ToHaveCountAsync(1);
        await ben.WaitForAsync(other);
    }

    [Fact]
    public async Task What_is_made_in_a_folder_is_in_it()
    {
        var ada = await (await ComeAsync("Ada")).GoHomeAsync();
        await ada.Page.GetByTestId("new-folder").ClickAsync();
        await ada.Page.GetByTestId("new-folder-name").FillAsync("Work");
        await ada.ConfirmAsync();
        await Expect(ada.Page.GetByText("Nothing in this folder yet.")).ToBeVisibleAsync();

        var text = await ada.NewTextAsync();
        var name = await text.NameAsync();

        var ben = await (await ComeAsync("Ben")).GoHomeAsync();
        await ben.GoToFolderAsync("Work");
        await ben.WaitForAsync(name);
    }

    [Fact]
    public async Task What_is_thrown_away_comes_back_by_undo_and_from_the_trash()
    {
        var name = await CreateAsync("text", "Old notes");
        var ada = await (await ComeAsync("Ada")).GoHomeAsync();

        await ada.ChooseAsync(name, "trash");
        await ada.WaitForGoneAsync(name);
        await ada.UndoAsync();
        await ada.WaitForAsync(name);

        await ada.ChooseAsync(name, "trash");
        await ada.GoToAsync("trash");
        await ada.ChooseAsync(name, "restore");
        await ada.WaitForGoneAsync(name);
        await ada.GoToAsync("all");
        await ada.WaitForAsync(name);
    }

    [Fact]
    public async Task Recent_is_what_this_browser_opened()
    {
        var (seen, unseen) = (await CreateAsync("text", "Seen"), await CreateAsync("text", "Unseen"));
        var ada = await ComeAsync("Ada");
        await ada.OpenTextAsync(seen);

        var home = await ada.GoHomeAsync();
        await home.WaitForAsync(unseen);
        await home.GoToAsync("recent");

        await home.WaitForAsync(seen);
        await Expect(home.Items).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Order_and_layout_are_kept_for_the_next_visit()
    {
        await StartOwnServerAsync();
        await CreateAsync("text", "banana");
        await CreateAsync("text", "Apple 10");
        await CreateAsync("text", "apple 9");
        var ada = await ComeAsync("Ada");
        var home = await ada.GoHomeAsync();

        await home.Page.GetByTestId("sorting").SelectOptionAsync("title");
        await home.Page.GetByTestId("layout-list").ClickAsync();
        await home.Page.ReloadAsync();

        await Expect(home.Items.Locator(".item-title")).ToHaveTextAsync(["apple 9", "Apple 10", "banana"]);
        await Expect(home.Page.GetByTestId("layout-list")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Keys_make_things_find_things_and_rename_them()
    {
        var name = await CreateAsync("text", "Before");
        var home = await (await ComeAsync("Ada")).GoHomeAsync();
        await home.WaitForAsync(name);

        await home.Page.Keyboard.PressAsync("/");
        await Expect(home.Search).ToBeFocusedAsync();
        await home.Page.Keyboard.TypeAsync("bdt");
        await Expect(home.Search).ToHaveValueAsync("bdt");
        await home.Page.Keyboard.PressAsync("Escape");
        await home.Row(name).GetByRole(AriaRole.Link).FocusAsync();
        await home.Page.Keyboard.PressAsync("F2");
        await home.Page.Keyboard.TypeAsync("After");
        await home.Page.Keyboard.PressAsync("Enter");
        await Expect(home.Row(name)).ToContainTextAsync("After");
        await home.Page.Keyboard.PressAsync("d");

        await new Editors.DocumentPage(home.Page).WaitUntilOpenAsync();
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen()
    {
        await StartOwnServerAsync();
        var name = await CreateAsync("page", "A title that is much too long for the little room that a card has on a phone, and goes on");
        var home = await (await ComeAsync("Ada")).GoHomeAsync();
        await home.Page.SetViewportSizeAsync(390, 844);
        await home.WaitForAsync(name);

        foreach (var layout in new[] { "grid", "list" })
        {
            await home.Page.GetByTestId($"layout-{layout}").ClickAsync();
            Assert.Equal(390, await home.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        }

        await home.GoToAsync("trash");
        await Expect(home.Page.GetByText("The trash is empty.")).ToBeVisibleAsync();
    }

    private Task<string> CreateAsync(string kind, string title) => DocumentApi.CreateAsync(Server.Address, kind, title);
}
