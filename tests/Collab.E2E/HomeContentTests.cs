using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>What the list does with the documents themselves: copies, pictures, deletion for good.</summary>
public sealed class HomeContentTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly float Patience = (float)Eventually.Patience.TotalMilliseconds;

    [Fact]
    public async Task A_copy_has_the_content_and_goes_its_own_way()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var original = await ada.NewTextAsync();
        await original.TypeAsync("shared beginning");
        await original.RenameAsync("Notes");
        await original.WaitForStatusAsync("saved");

        var home = await ada.GoHomeAsync();
        await home.ChooseAsync(await original.NameAsync(), "duplicate");
        await Expect(home.Items.Filter(new() { HasText = "Copy of Notes" })).ToHaveCountAsync(1);
        var name = await home.Items.Filter(new() { HasText = "Copy of Notes" }).GetAttributeAsync("data-document");

        var copy = await ben.OpenTextAsync(name!);
        await copy.WaitForTextAsync("shared beginning");
        await Expect(copy.Title).ToHaveValueAsync("Copy of Notes");
        await copy.TypeAsync("only here, ");
        await copy.WaitForStatusAsync("saved");
        await original.WaitForTextAsync("shared beginning");
    }

    [Fact]
    public async Task Deleting_for_good_asks_and_is_for_everybody()
    {
        var name = await DocumentApi.CreateAsync(Server.Address, "text", "Secret");
        var (ada, ben) = (await (await ComeAsync("Ada")).GoHomeAsync(), await (await ComeAsync("Ben")).GoHomeAsync());
        await ada.ChooseAsync(name, "trash");
        await ada.GoToAsync("trash");
        await ben.GoToAsync("trash");
        await ben.WaitForAsync(name);

        await ada.ChooseAsync(name, "delete");
        await Expect(ada.Page.GetByTestId("delete-dialog")).ToContainTextAsync("“Secret” is deleted with all that is in it, for everybody.");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await ada.WaitForAsync(name);
        await ada.ChooseAsync(name, "delete");
        await ada.ConfirmAsync();

        await ada.WaitForGoneAsync(name);
        await ben.WaitForGoneAsync(name);
    }

    [Fact]
    public async Task Who_edited_last_leaves_a_picture_for_the_list()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var home = await ada.GoHomeAsync();
        var board = await home.NewBoardAsync();
        await board.DrawRectangleAsync((400, 300), (700, 500));
        await board.WaitForStatusAsync("saved");
        var name = await board.NameAsync();

        await board.Page.GetByTestId("home").ClickAsync();

        await WaitForPictureAsync(home.Row(name));
        await WaitForPictureAsync((await ben.GoHomeAsync()).Row(name));
    }

    private static async Task WaitForPictureAsync(ILocator item)
    {
        var picture = item.Locator("img");
        await Expect(picture).ToHaveCountAsync(1, new() { Timeout = Patience });
        await Eventually.IsAsync(
            () => picture.EvaluateAsync<int>("image => image.naturalWidth"), width => width == 480, "a picture of 480 pixels");
    }
}
