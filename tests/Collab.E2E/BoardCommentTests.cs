using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Comments pinned onto a board.</summary>
public sealed class BoardCommentTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_comment_on_an_element_is_answered_moves_with_it_and_is_resolved()
    {
        var (ada, ben) = await TwoAsync();
        var box = await ada.DrawRectangleAsync((400, 300), (600, 400));
        await ben.WaitForElementsAsync(box);

        await ada.CommentAsync((550, 330), "What is this for?");
        await Expect(ada.CommentCard).ToContainTextAsync("What is this for?");
        await ben.Pins.ClickAsync();
        await ben.SayAsync("For the server.");
        await Expect(ada.CommentCard).ToContainTextAsync("For the server.");

        var before = await PlaceAsync(ben);
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Page.Mouse.ClickAsync(900, 600);
        await MoveAsync(ada, (400, 350), 120, 80);
        await Eventually.IsAsync(() => PlaceAsync(ben), place => place == (before.X + 120, before.Y + 80), "the pin where its element is");

        await ben.CommentCard.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await ben.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Pins).ToHaveCountAsync(0);
        await Expect(ben.Pins).ToHaveCountAsync(0);
        await ada.WaitUntilEqualAsync(ben);
    }

    [Fact]
    public async Task The_list_leads_to_a_comment_at_a_point_of_the_board_far_away()
    {
        var (ada, ben) = await TwoAsync();
        await ada.CommentAsync((700, 500), "Room for more");
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ben.Pins).ToBeVisibleAsync();
        await ben.PanAsync(3000, 2000);
        await Expect(ben.Pins).Not.ToBeInViewportAsync();

        await ben.Page.GetByTestId("comment-list").ClickAsync();
        var panel = ben.Page.GetByTestId("comment-panel");
        await Expect(panel).ToContainTextAsync("Room for more");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show on the board" }).ClickAsync();

        await Expect(ben.Pins).ToBeInViewportAsync();
        await Expect(ben.CommentCard).ToContainTextAsync("Room for more");
    }

    [Fact]
    public async Task A_comment_can_be_placed_and_given_up_by_keyboard_alone()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();

        await ada.Page.Keyboard.PressAsync("c");
        await Expect(ada.Page.GetByTestId("placing-comment")).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Page.GetByTestId("placing-comment")).ToHaveCountAsync(0);
        await ada.Page.Keyboard.PressAsync("c");
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.SayAsync("In the middle");

        await Expect(ada.Pins).ToHaveCountAsync(1);
        Assert.Empty(await ada.ElementIdsAsync());
    }

    private async Task<(BoardPage Ada, BoardPage Ben)> TwoAsync()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());
        return (ada, ben);
    }

    private static async Task<(int X, int Y)> PlaceAsync(BoardPage board)
    {
        var box = await board.Pins.BoundingBoxAsync();
        return box is null ? default : ((int)Math.Round(box.X), (int)Math.Round(box.Y));
    }

    // By its edge: in the middle is the pin's card.
    private static async Task MoveAsync(BoardPage board, (float X, float Y) from, float right, float down)
    {
        await board.Page.Mouse.MoveAsync(from.X, from.Y);
        await board.Page.Mouse.DownAsync();
        await board.Page.Mouse.MoveAsync(from.X + right, from.Y + down, new() { Steps = 8 });
        await board.Page.Mouse.UpAsync();
    }
}
