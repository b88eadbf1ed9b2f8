using Collab.E2E.Support;

namespace Collab.E2E;

/// <summary>The product's main job: two people edit the same things at once, the server dies in between, and nothing is lost.</summary>
public sealed class TogetherTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Two_people_edit_a_board_and_a_document_at_once_and_lose_nothing_to_a_killed_server()
    {
        await StartOwnServerAsync();
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adasBoard = await ada.NewBoardAsync();
        var adasDocument = await ada.NewDocumentAsync();
        var (board, document) = (await adasBoard.NameAsync(), await adasDocument.NameAsync());
        var (bensBoard, bensDocument) = (await ben.OpenBoardAsync(board), await ben.OpenDocumentAsync(document));
        await adasDocument.TypeAsync("# Plan");
        await adasDocument.PressAsync("Enter");
        await bensDocument.WaitForTextAsync("Plan");

        var drawn = await Task.WhenAll(
            adasBoard.DrawRectangleAsync((350, 250), (520, 350)),
            bensBoard.DrawEllipseAsync((600, 250), (760, 350)));
        await bensDocument.GoToEndAsync();
        await Task.WhenAll(adasDocument.TypeAsync("Ada writes this. "), bensDocument.TypeAsync("Ben writes that. "));

        await Task.WhenAll(adasBoard.WaitForPeerAsync("Ben"), bensBoard.WaitForPeerAsync("Ada"));
        await Task.WhenAll(adasBoard.WaitForCursorAsync("Ben"), bensBoard.WaitForCursorAsync("Ada"));
        await Task.WhenAll(adasDocument.WaitForCursorAsync("Ben"), bensDocument.WaitForCursorAsync("Ada"));
        await adasBoard.WaitForElementsAsync(drawn);
        await adasBoard.WaitUntilEqualAsync(bensBoard);
        await adasDocument.WaitUntilEqualAsync(bensDocument);

        await KillServerAsync();
        await Task.WhenAll(adasBoard.WaitForStatusAsync("offline"), bensDocument.WaitForStatusAsync("offline"));
        var duringOutage = await Task.WhenAll(
            adasBoard.DrawDiamondAsync((350, 450), (500, 560)),
            bensBoard.DrawArrowAsync((600, 450), (760, 560)));
        await adasDocument.TypeAsync("Still here. ");
        await bensDocument.TypeAsync("Me too. ");
        await Server.StartAsync();

        string[] elements = [.. drawn, .. duringOutage];
        await adasBoard.WaitForElementsAsync(elements);
        await adasBoard.WaitUntilEqualAsync(bensBoard);
        await adasDocument.WaitUntilEqualAsync(bensDocument);
        var afterwards = await adasBoard.WriteAsync((900, 300), "Back again");
        await bensDocument.TypeAsync("Back again.");
        elements = [.. elements, afterwards];
        await bensBoard.WaitForElementsAsync(elements);
        await adasDocument.WaitForTextAsync("Back again.");
        var boardReplica = await adasBoard.WaitUntilEqualAsync(bensBoard);
        var documentReplica = await adasDocument.WaitUntilEqualAsync(bensDocument);
        await Task.WhenAll(
            adasBoard.WaitForStatusAsync("saved"), bensBoard.WaitForStatusAsync("saved"),
            adasDocument.WaitForStatusAsync("saved"), bensDocument.WaitForStatusAsync("saved"));

        await LeaveAsync(ada);
        await LeaveAsync(ben);
        await KillServerAsync();
        await Server.StartAsync();

        var cleo = await ComeAsync("Cleo");
        var keptBoard = await cleo.OpenBoardAsync(board);
        var keptDocument = await cleo.OpenDocumentAsync(document);
        await keptBoard.WaitForElementsAsync(elements);
        Assert.Equal(boardReplica, await keptBoard.ReplicaAsync());
        Assert.Equal(documentReplica, await keptDocument.ReplicaAsync());
    }

    [Fact]
    public async Task Two_people_edit_a_text_at_once_and_lose_nothing_to_a_killed_server()
    {
        await StartOwnServerAsync();
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewTextAsync();
        var text = await adas.NameAsync();
        await adas.TypeAsync("# Notes\n\n");
        var bens = await ben.OpenTextAsync(text);
        await bens.PressAsync("Control+Home");

        await Task.WhenAll(adas.TypeAsync("Ada writes below. "), bens.TypeAsync("Ben writes above. "));
        await Task.WhenAll(adas.WaitForPeerAsync("Ben"), bens.WaitForPeerAsync("Ada"));
        await Task.WhenAll(adas.WaitForCursorAsync("Ben"), bens.WaitForCursorAsync("Ada"));
        await adas.WaitUntilEqualAsync(bens);
        Assert.Equal("Ben writes above. # Notes\n\nAda writes below. ", await adas.ContentAsync());

        await KillServerAsync();
        await Task.WhenAll(adas.WaitForStatusAsync("offline"), bens.WaitForStatusAsync("offline"));
        await Task.WhenAll(adas.TypeAsync("Still here."), bens.TypeAsync("Me too. "));
        await Server.StartAsync();

        const string Whole = "Ben writes above. Me too. # Notes\n\nAda writes below. Still here.";
        await Task.WhenAll(adas.WaitForTextAsync(Whole), bens.WaitForTextAsync(Whole));
        var replica = await adas.WaitUntilEqualAsync(bens);
        await Task.WhenAll(adas.WaitForStatusAsync("saved"), bens.WaitForStatusAsync("saved"));

        await LeaveAsync(ada);
        await LeaveAsync(ben);
        await KillServerAsync();
        await Server.StartAsync();

        var kept = await (await ComeAsync("Cleo")).OpenTextAsync(text);
        Assert.Equal(replica, await kept.ReplicaAsync());
    }

    [Fact]
    public async Task Many_edits_of_one_board_at_once_leave_both_with_the_same()
    {
        var ada = await (await ComeAsync("Ada")).NewBoardAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(await ada.NameAsync());
        var shared = await ada.DrawRectangleAsync((350, 250), (500, 350));
        await ben.WaitForElementsAsync(shared);
        await ada.PressAsync("Control+a");
        await ben.PressAsync("Control+a");

        // The same shape, moved by both; and by one while the other deletes it is decided alike everywhere.
        await Task.WhenAll(MoveAsync(ada, "ArrowRight"), MoveAsync(ben, "ArrowDown"));
        var adas = ada.DrawEllipseAsync((600, 250), (760, 350));
        var bens = ben.DrawArrowAsync((600, 450), (760, 560));
        await Task.WhenAll(adas, bens);
        await ada.WaitForElementsAsync(shared, await adas, await bens);
        await ada.WaitUntilEqualAsync(ben);

        await ada.PressAsync("Control+a");
        await ben.PressAsync("Control+a");
        await Task.WhenAll(ada.PressAsync("Delete"), MoveAsync(ben, "ArrowLeft"));
        await ada.WaitUntilEqualAsync(ben);

        static async Task MoveAsync(Editors.BoardPage board, string key)
        {
            for (var i = 0; i < 5; i++)
            {
                await board.PressAsync(key);
            }
        }
    }
}
