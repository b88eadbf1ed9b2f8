using Collab.E2E.Editors;
using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>People show each other something on a board: one follows another's view, or looks where a laser points.</summary>
public sealed class BoardFollowTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_click_on_a_face_follows_that_persons_view_until_the_own_pan()
    {
        var (ada, ben) = await TwoAsync();

        await ada.ClickFaceAsync("Ben");
        await Expect(ada.Following).ToContainTextAsync("Ben");
        await Expect(ben.Followers).ToContainTextAsync("Ada");
        await ben.PanAsync(700, 500);
        await WaitForSameViewAsync(ada, ben);
        await ben.Page.Keyboard.PressAsync("Control+-");
        await WaitForSameViewAsync(ada, ben);

        await ada.PanAsync(-300, 0);
        await Expect(ada.Following).ToHaveCountAsync(0);
        await Expect(ben.Followers).ToHaveCountAsync(0);
        var seen = await ada.ViewAsync();
        await ben.PanAsync(0, 400);
        await ben.DrawRectangleAsync((500, 300), (700, 400));
        await Eventually.IsAsync(ada.ElementIdsAsync, ids => ids.Length == 1, "what Ben drew");
        Assert.Equal(seen, await ada.ViewAsync());
    }

    [Fact]
    public async Task Following_ends_when_the_other_leaves()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();
        var ben = await ComeAsync("Ben");
        await ben.OpenBoardAsync(await ada.NameAsync());
        await ada.WaitForPeerAsync("Ben");

        await ada.ClickFaceAsync("Ben");
        await Expect(ada.Following).ToBeVisibleAsync();
        await LeaveAsync(ben);

        await Expect(ada.Following).ToHaveCountAsync(0, new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });
    }

    [Fact]
    public async Task Others_see_the_laser_pointer()
    {
        var (ada, ben) = await TwoAsync();

        await ada.Page.Keyboard.PressAsync("k");
        await ada.Page.Mouse.MoveAsync(500, 300);
        await ada.Page.Mouse.DownAsync();
        await ada.Page.Mouse.MoveAsync(650, 420, new() { Steps = 10 });

        await ben.Page.WaitForFunctionAsync("""
            () => [...window.collab.excalidraw.getAppState().collaborators.values()]
              .some(one => one.username === 'Ada' && one.pointer?.tool === 'laser' && one.button === 'down')
            """);
        await ada.Page.Mouse.MoveAsync(700, 500, new() { Steps = 10 });
        await Expect(ben.Page.Locator(".SVGLayer path[d]").First).ToBeAttachedAsync();
        await ada.Page.Mouse.UpAsync();
        Assert.Empty(await ben.ElementIdsAsync());
    }

    private async Task<(BoardPage Ada, BoardPage Ben)> TwoAsync()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());
        await Task.WhenAll(ada.WaitForPeerAsync("Ben"), ben.WaitForPeerAsync("Ada"));
        return (ada, ben);
    }

    // To a pixel: what is told of a view is rounded.
    private static async Task WaitForSameViewAsync(BoardPage one, BoardPage other) => await Eventually.IsAsync(
        async () => (await one.ViewAsync()).Zip(await other.ViewAsync(), (left, right) => Math.Abs(left - right)).Max(),
        difference => difference <= 1,
        "the same view");
}
