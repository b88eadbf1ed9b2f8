using Collab.E2E.Support;

namespace Collab.E2E;

/// <summary>The look at the pages that ends every test here sees what it is for.</summary>
public sealed class PageWatchTests(Chromium chromium) : BrowserTest(chromium)
{
    // What is done in a page, and what has to be noticed of it. The server has two names, so two origins, on this machine.
    private static readonly (string Script, string Problem)[] Offences =
    [
        ("console.error('oh no')", "console: oh no"),
        ("setTimeout(() => { throw new Error('oh no'); })", "exception: Error: oh no"),
        ("setTimeout(() => alert('oh no'))", "alert dialog: oh no"),
        ("fetch(elsewhere).catch(() => {})", "violates the document's Content Security Policy"),
        ("new Image().src = elsewhere + '/favicon.svg'", "image request to http://localhost:"),
    ];

    [Fact]
    public async Task What_a_page_must_not_do_is_noticed()
    {
        await using var ada = await ComeUnwatchedAsync("Ada");
        var home = await ada.GoHomeAsync();
        Assert.Empty(ada.Watch.Problems);

        foreach (var (script, problem) in Offences)
        {
            await home.Page.EvaluateAsync($"() => {{ const elsewhere = 'http://localhost:' + location.port; {script}; }}");
            await Eventually.IsAsync(
                () => Task.FromResult(ada.Watch.Problems),
                problems => problems.Any(one => one.Contains(problem, StringComparison.Ordinal)),
                problem);
        }
    }
}
