using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>The database goes away under people who type: they are told, go on together, and nothing is lost.</summary>
public sealed class StorageTroubleTests(Chromium chromium, OwnPostgres postgres) : BrowserTest(chromium), IClassFixture<OwnPostgres>
{
    [Fact]
    public async Task Two_people_go_on_while_the_database_is_away_and_all_is_saved_when_it_is_back()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        ada.Watch.MayAskBeforeLeaving = true;
        var adas = await ada.NewTextAsync();
        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await adas.TypeAsync("Before. ");
        await bens.WaitForTextAsync("Before. ");
        await Task.WhenAll(adas.WaitForStatusAsync("saved"), bens.WaitForStatusAsync("saved"));

        await postgres.StopAsync();
        await adas.TypeAsync("During. ");

        await Task.WhenAll(adas.WaitForStatusAsync("trouble"), bens.WaitForStatusAsync("trouble"));
        await Expect(adas.Announcement).ToContainTextAsync("cannot store at present");
        await adas.TypeAsync("Still. ");
        await bens.WaitForTextAsync("Before. During. Still. ");
        Assert.True(await adas.AsksBeforeLeavingAsync());

        await postgres.StartAsync();
        await Task.WhenAll(adas.WaitForStatusAsync("saved"), bens.WaitForStatusAsync("saved"));
        await adas.WaitUntilEqualAsync(bens);
        Assert.False(await adas.AsksBeforeLeavingAsync());

        await KillServerAsync();
        await Server.StartAsync();
        var kept = await (await ComeAsync("Cleo")).OpenTextAsync(await bens.NameAsync());
        await kept.WaitForTextAsync("Before. During. Still. ");
    }

    private protected override Task StartServerAsync()
    {
        postgres.Require();
        return StartOwnServerAsync(postgres.Settings);
    }
}
