using Collab.E2E.Editors;
using Collab.E2E.Support;

namespace Collab.E2E;

/// <summary>A board as people use it: shapes with words in them, tied together by arrows, and three people at once.</summary>
/// <remarks>Its picture is left in <c>artifacts/e2e/diagram.png</c>; <c>docs/screenshot.png</c> is a copy of one.</remarks>
public sealed class DiagramTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Yellow = "#ffec99";
    private const string Blue = "#a5d8ff";
    private const string Green = "#b2f2bb";
    private const string Red = "#ffc9c9";

    [Fact]
    public async Task Three_people_see_the_same_diagram_and_each_others_pointers()
    {
        var ada = await ComeAsync("Ada");
        var board = await ada.NewBoardAsync();
        await board.RenameAsync("Launch week");
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await board.NameAsync());
        var cleo = await (await ComeAsync("Cleo")).OpenBoardAsync(await board.NameAsync());

        await TitleAsync(board, (548, 165), "How we ship");
        await BoxAsync(board, "r", Yellow, (290, 280, 470, 380), "Idea");
        await BoxAsync(board, "r", Blue, (560, 280, 740, 380), "Build");
        var ship = await BoxAsync(board, "d", Green, (830, 250, 1050, 410), "Ship it?");
        var feedback = await BoxAsync(board, "o", Red, (550, 520, 750, 640), "Feedback");
        await ArrowAsync(board, (478, 330), (552, 330));
        await ArrowAsync(board, (748, 330), (824, 330));
        await ArrowAsync(board, (940, 418), (758, 575));
        await ArrowAsync(board, (542, 575), (385, 390));
        await board.PressAsync("Escape");
        await board.PressAsync("v");
        await board.Page.Mouse.ClickAsync(1150, 650);

        await PointAsync(ben, ship, 60, 45);
        await ben.Page.Mouse.ClickAsync(940, 262);
        await PointAsync(ben, ship, 90, 85);
        await PointAsync(cleo, feedback, -150, 30);
        await board.WaitForCursorAsync("Ben");
        await board.WaitForCursorAsync("Cleo");
        await board.WaitForStatusAsync("saved");

        await board.WaitUntilEqualAsync(ben);
        await board.WaitUntilEqualAsync(cleo);
        await board.Page.EvaluateAsync("() => document.fonts.ready");
        await board.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, "diagram.png") });
    }

    private static async Task TitleAsync(BoardPage board, (float X, float Y) at, string text)
    {
        await board.PressAsync("t");
        await board.Page.GetByTestId("fontSize-veryLarge").DispatchEventAsync("click");
        await board.WriteAsync(at, text);
        await board.PressAsync("t");
        await board.Page.GetByTestId("fontSize-medium").DispatchEventAsync("click");
        await board.PressAsync("v");
    }

    /// <summary>A filled shape with words in it.</summary>
    private static async Task<string> BoxAsync(
        BoardPage board, string tool, string background, (float Left, float Top, float Right, float Bottom) at, string words)
    {
        await board.PressAsync(tool);
        await board.Page.GetByTestId($"color-top-pick-{background}").ClickAsync();
        var id = await board.DrawAsync(tool, (at.Left, at.Top), (at.Right, at.Bottom));
        await board.PressAsync("Enter");
        await board.Page.Locator("textarea.excalidraw-wysiwyg").WaitForAsync();
        await board.Page.Keyboard.TypeAsync(words);
        await board.PressAsync("Escape");
        await board.PressAsync("Escape");
        return id;
    }

    private static async Task ArrowAsync(BoardPage board, (float X, float Y) from, (float X, float Y) to)
    {
        await board.DrawArrowAsync(from, to);
        await board.PressAsync("Escape");
    }

    private static async Task PointAsync(BoardPage board, string id, float right, float down)
    {
        var (x, y) = await board.OnScreenAsync(id);
        await board.Page.Mouse.MoveAsync(x + right, y + down, new() { Steps = 3 });
    }
}
