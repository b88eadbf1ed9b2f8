using Collab.E2E.Editors;
using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Finding things by what is in them.</summary>
public sealed class HomeSearchTests(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly float Patience = (float)Eventually.Patience.TotalMilliseconds;

    [Fact]
    public async Task Words_are_found_in_documents_texts_and_boards_that_others_wrote()
    {
        await StartOwnServerAsync();
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var text = await ada.NewTextAsync();
        await text.TypeAsync("Crème brûlée takes six eggs");
        var document = await ada.NewDocumentAsync();
        await document.TypeAsync("Buy eggs and cream on Friday");
        var board = await ada.NewBoardAsync();
        await board.WriteAsync((400, 300), "who brings eggs");
        await Task.WhenAll(text.WaitForStatusAsync("saved"), document.WaitForStatusAsync("saved"), board.WaitForStatusAsync("saved"));
        await DocumentApi.CreateAsync(Server.Address, "text", "Unrelated");

        var home = await ben.GoHomeAsync();
        await home.WaitForAsync(await board.NameAsync());
        await home.Search.FillAsync("egg");

        foreach (EditorPage found in new EditorPage[] { text, document, board })
        {
            await Expect(home.Result(await found.NameAsync()).Locator("mark").First).ToContainTextAsync("egg", new() { Timeout = Patience });
        }

        await Expect(home.Results.Locator("[data-result]")).ToHaveCountAsync(3);
        await home.Search.FillAsync("brulee creme");
        await Expect(home.Results.Locator("[data-result]")).ToHaveCountAsync(1, new() { Timeout = Patience });
        await home.Search.PressAsync("Enter");
        var opened = new TextPage(home.Page);
        await opened.WaitUntilOpenAsync();
        await opened.WaitForTextAsync("Crème brûlée takes six eggs");
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_not_found()
    {
        var home = await (await ComeAsync("Ada")).GoHomeAsync();

        await home.Search.FillAsync("zebra");

        await Expect(home.Results).ToContainTextAsync("Nothing found.", new() { Timeout = Patience });
    }
}
