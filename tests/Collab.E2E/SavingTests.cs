using System.Text;
using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>The page says where edits are, and asks before it is left while the server has not confirmed them.</summary>
public sealed class SavingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Saved_is_said_and_leaving_not_asked_about_only_after_the_server_confirmed()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        ada.Watch.MayAskBeforeLeaving = true;
        var adas = await ada.NewTextAsync();
        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await adas.WaitForStatusAsync("saved");

        await adas.HoldConfirmationsAsync();
        await adas.TypeAsync("Of Ada.");
        await bens.WaitForTextAsync("Of Ada.");

        await adas.WaitForStatusAsync("saving");
        Assert.True(await adas.AsksBeforeLeavingAsync());
        await adas.LetConfirmationsInAsync();
        await adas.WaitForStatusAsync("saved");
        // Nobody wants to hear of each pause in typing.
        await Expect(adas.Announcement).ToHaveTextAsync("");
        Assert.False(await adas.AsksBeforeLeavingAsync());
    }

    [Fact]
    public async Task Without_the_server_leaving_is_asked_about_by_those_who_edited_until_their_edits_are_saved()
    {
        await StartOwnServerAsync();
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        ada.Watch.MayAskBeforeLeaving = true;
        var adas = await ada.NewTextAsync();
        await adas.TypeAsync("Before. ");
        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await bens.PressAsync("End");
        await Task.WhenAll(adas.WaitForStatusAsync("saved"), bens.WaitForStatusAsync("saved"));

        await KillServerAsync();
        await Task.WhenAll(adas.WaitForStatusAsync("offline"), bens.WaitForStatusAsync("offline"));
        await adas.TypeAsync("Meanwhile.");

        await Expect(adas.Announcement).ToContainTextAsync("kept on this device");
        Assert.True(await adas.AsksBeforeLeavingAsync());
        Assert.False(await bens.AsksBeforeLeavingAsync());
        await Server.StartAsync();
        await adas.WaitForStatusAsync("saved");
        await Expect(adas.Announcement).ToContainTextAsync("stored all your changes");
        Assert.False(await adas.AsksBeforeLeavingAsync());
    }

    [Fact]
    public async Task What_was_edited_offline_is_sent_even_when_the_person_has_gone_elsewhere_in_the_app()
    {
        await StartOwnServerAsync();
        var ada = await ComeAsync("Ada");
        ada.Watch.MayAskBeforeLeaving = true;
        var text = await ada.NewTextAsync();
        var name = await text.NameAsync();
        await text.WaitForStatusAsync("saved");
        await KillServerAsync();
        await text.WaitForStatusAsync("offline");
        await text.TypeAsync("Typed, then gone.");

        await text.Page.GetByTestId("home").ClickAsync();
        await Expect(text.Page.GetByTestId("new-text")).ToBeVisibleAsync();
        var asksElsewhere = await text.AsksBeforeLeavingAsync();
        await Server.StartAsync();

        Assert.True(asksElsewhere);
        var bens = await (await ComeAsync("Ben")).OpenTextAsync(name);
        await bens.WaitForTextAsync("Typed, then gone.");
        await Expect(bens.Peers).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_an_earlier_visit_could_not_send_is_unsaved_until_it_is_sent()
    {
        await StartOwnServerAsync();
        var ada = await ComeAsync("Ada");
        ada.Watch.MayAskBeforeLeaving = true;
        var before = await ada.NewTextAsync();
        var name = await before.NameAsync();
        await before.WaitForStatusAsync("saved");
        await KillServerAsync();
        await using var elsewhere = await BrowserServer.StartAsync();
        await ada.LoadAppFromAsync(elsewhere.Address);
        await before.WaitForStatusAsync("offline");
        await before.TypeAsync("Of yesterday.");
        await before.WaitUntilKeptAsync();
        await before.Page.CloseAsync();

        var again = await ada.OpenTextAsync(name);
        await again.WaitForTextAsync("Of yesterday.");
        await again.WaitForStatusAsync("offline");
        // The browser asks only on pages that somebody has touched.
        await again.PressAsync("End");
        Assert.True(await again.AsksBeforeLeavingAsync());
        await again.Page.CloseAsync();

        await Server.StartAsync();
        await ada.LoadAppFromServerAsync();
        var sent = await ada.OpenTextAsync(name);
        await sent.WaitForStatusAsync("saved");
        await sent.PressAsync("End");
        Assert.False(await sent.AsksBeforeLeavingAsync());
        var bens = await (await ComeAsync("Ben")).OpenTextAsync(name);
        await bens.WaitForTextAsync("Of yesterday.");
    }

    [Fact]
    public async Task A_damaged_document_shows_as_trouble_and_not_as_an_empty_one()
    {
        await StartOwnServerAsync();
        const string Content = "Nobody shall lose 4711 zebras.";
        var ada = await ComeAsync("Ada");
        var adas = await ada.NewTextAsync();
        var name = await adas.NameAsync();
        await adas.InsertAsync(Content);
        await adas.WaitForStatusAsync("saved");
        // Damage at the very end of a log is taken for an end that was never written.
        await adas.RenameAsync("Zebras");
        await adas.WaitForStatusAsync("saved");

        await KillServerAsync();
        Damage(Server.DataDirectory, Content);
        await Server.StartAsync();

        await adas.WaitForStatusAsync("trouble");
        await adas.WaitForTextAsync(Content);
        var ben = await (await ComeAsync("Ben")).GoToTextAsync(name);
        await ben.WaitForStatusAsync("trouble");
        await Expect(ben.Page.GetByTestId("unreadable")).ToBeVisibleAsync();
        await Expect(ben.Editor).ToHaveCountAsync(0);
        Assert.False(await ben.AsksBeforeLeavingAsync());
    }

    /// <summary>Changes one byte of a text wherever a store has it.</summary>
    private static void Damage(string directory, string text)
    {
        var damaged = 0;
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            var start = 0;
            while (bytes.AsSpan(start).IndexOf(Encoding.UTF8.GetBytes(text)) is var found and >= 0)
            {
                start += found + 1;
                bytes[start]++;
                damaged++;
            }

            File.WriteAllBytes(file, bytes);
        }

        Assert.NotEqual(0, damaged);
    }
}
