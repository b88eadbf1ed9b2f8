using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>A new version of the app comes when its person says so.</summary>
public sealed class UpdateTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_new_version_is_told_of_and_waits_until_somebody_takes_it()
    {
        await using var app = new StaticApp();
        await using var ada = await ComeUnwatchedAsync("Ada", app.Address, new() { ServiceWorkers = ServiceWorkerPolicy.Allow });
        // The one page that asks the server for nothing.
        var page = await ada.GoToAsync("/nowhere");
        await ada.WaitUntilAppIsKeptAsync();
        await Expect(page.GetByTestId("toast")).ToHaveCountAsync(0);

        app.Replace();
        await page.ReloadAsync();
        var toast = page.GetByTestId("toast");
        await Expect(toast).ToContainTextAsync("A new version");
        await page.EvaluateAsync("() => { window.isOld = true; }");
        Assert.True(await page.EvaluateAsync<bool>("async () => (await navigator.serviceWorker.getRegistration()).waiting !== null"));

        await toast.GetByRole(AriaRole.Button, new() { Name = "Reload" }).ClickAsync();

        await page.WaitForFunctionAsync("() => !window.isOld && document.querySelector('h1')");
        Assert.True(await page.EvaluateAsync<bool>("async () => (await navigator.serviceWorker.getRegistration()).waiting === null"));
        await Expect(toast).ToHaveCountAsync(0);
    }
}
