using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Folders: named anew for everybody, and filled by dragging.</summary>
public sealed class HomeFolderTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_renamed_folder_takes_its_documents_along_for_everybody()
    {
        await StartOwnServerAsync();
        var (plan, notes) = (await MakeAsync("Plan"), await MakeAsync("Notes"));
        var home = await (await ComeAsync("Ada")).GoHomeAsync();
        await home.MoveToNewFolderAsync(plan, "Work");
        await home.MoveToNewFolderAsync(notes, "Work");
        // The browser reports it as an error that he is told that the folder is gone.
        await using var ben = await ComeUnwatchedAsync("Ben");
        var other = await ben.GoHomeAsync();
        await other.GoToFolderAsync("Work");
        await other.WaitForAsync(notes);

        await home.GoToFolderAsync("Work");
        await RenameAsync(home, "Office");
        await Expect(home.Toast.Last).ToContainTextAsync("“Work” is now “Office”");
        await Expect(home.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Office");
        await home.WaitForAsync(plan);
        await home.WaitForAsync(notes);

        // Ben had it on the screen; before his list is asked for again he wants another name.
        await RenameAsync(other, "Desk");
        await Expect(other.Toast.Last).ToContainTextAsync("Nothing is in “Work” any more");
        await Expect(other.Folder("Office")).ToBeVisibleAsync();
        await other.GoToFolderAsync("Office");
        await other.WaitForAsync(plan);

        await home.Toast.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Expect(home.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Work");
        await home.WaitForAsync(plan);

        // By keys: F2 on the folder, where nothing is in it too.
        await home.Page.GetByTestId("new-folder").ClickAsync();
        await home.Page.GetByTestId("new-folder-name").FillAsync("Empty");
        await home.ConfirmAsync();
        await home.Folder("Empty").FocusAsync();
        await home.Page.Keyboard.PressAsync("F2");
        await home.Page.Keyboard.TypeAsync("Later");
        await home.Page.Keyboard.PressAsync("Enter");
        await Expect(home.Folder("Later")).ToBeVisibleAsync();
        await Expect(home.Folder("Empty")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_card_is_dragged_into_a_folder_and_out_of_it()
    {
        await StartOwnServerAsync();
        var (plan, notes) = (await MakeAsync("Plan"), await MakeAsync("Notes"));
        var home = await (await ComeAsync("Ada")).GoHomeAsync();
        await home.MoveToNewFolderAsync(plan, "Work");
        await Expect(home.Folder("Work")).ToBeVisibleAsync();
        var none = home.Page.GetByTestId("drop-no-folder");
        await Expect(none).ToHaveCountAsync(0);

        await home.Row(notes).DragToAsync(home.Folder("Work"));
        await Expect(home.Toast.Last).ToContainTextAsync("“Notes” is in “Work”");
        await Expect(home.Row(notes).Locator(".item-folder")).ToHaveTextAsync("Work");

        await home.GoToFolderAsync("Work");
        await home.WaitForAsync(notes);
        await LiftAsync(home, notes);
        await none.HoverAsync();
        await home.Page.Mouse.UpAsync();
        await home.WaitForGoneAsync(notes);
        await Expect(home.Toast.Last).ToContainTextAsync("“Notes” is in no folder");
        await Expect(none).ToHaveCountAsync(0);

        // Let go somewhere else, it stays where it is, and nothing is imported or opened.
        await LiftAsync(home, plan);
        await home.Search.HoverAsync();
        await home.Page.Mouse.UpAsync();
        await Expect(none).ToHaveCountAsync(0);
        await home.WaitForAsync(plan);
        await Expect(home.Imports).ToHaveCountAsync(0);
    }

    private Task<string> MakeAsync(string title) => DocumentApi.CreateAsync(Server.Address, "text", title);

    private static async Task RenameAsync(HomePage home, string name)
    {
        await home.Page.GetByTestId("rename-folder").ClickAsync();
        await home.Page.GetByTestId("new-folder-name").FillAsync(name);
        await home.ConfirmAsync();
    }

    /// <summary>Begins to drag a card, with the mouse.</summary>
    private static async Task LiftAsync(HomePage home, string document)
    {
        var box = (await home.Row(document).BoundingBoxAsync())!;
        await home.Page.Mouse.MoveAsync(box.X + 60, box.Y + 40);
        await home.Page.Mouse.DownAsync();
        await home.Page.Mouse.MoveAsync(box.X + 80, box.Y + 60, new() { Steps = 4 });
        await Expect(home.Page.GetByTestId("drop-no-folder")).ToBeVisibleAsync();
    }
}
