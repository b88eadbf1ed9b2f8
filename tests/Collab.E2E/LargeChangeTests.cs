using Collab.E2E.Support;

namespace Collab.E2E;

/// <summary>A change that is larger than a message may be is saved all the same.</summary>
public sealed class LargeChangeTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int MaxMessageBytes = 64 * 1024;

    [Fact]
    public async Task What_is_too_large_for_the_connection_is_saved_and_others_see_it()
    {
        var (ada, ben) = (await ComeAsync("Ada"), await ComeAsync("Ben"));
        var adas = await ada.NewTextAsync();
        await adas.TypeAsync("Before. ");
        var bens = await ben.OpenTextAsync(await adas.NameAsync());
        await Task.WhenAll(adas.WaitForStatusAsync("saved"), bens.WaitForStatusAsync("saved"));

        await adas.Page.EvaluateAsync(
            $"() => {{ const text = collab.doc.getText('content'); text.insert(text.length, 'x'.repeat({4 * MaxMessageBytes})); }}");
        await adas.WaitForStatusAsync("saved");
        await bens.TypeAsync("After. ");
        await adas.WaitUntilEqualAsync(bens);

        await KillServerAsync();
        await Server.StartAsync();
        var kept = await (await ComeAsync("Cleo")).OpenTextAsync(await bens.NameAsync());
        await kept.WaitUntilEqualAsync(adas);
        Assert.True(await kept.Page.EvaluateAsync<int>("() => collab.doc.getText('content').length") > 4 * MaxMessageBytes);
    }

    private protected override Task StartServerAsync() =>
        StartOwnServerAsync([("Collab__MaxMessageBytes", $"{MaxMessageBytes}")]);
}
