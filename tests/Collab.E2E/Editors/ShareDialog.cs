using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E.Editors;

/// <summary>The dialog in which an owner shares the document that is open.</summary>
internal sealed class ShareDialog(IPage page)
{
    private ILocator Dialog => page.GetByTestId("share-dialog");

    /// <summary>The links that there are.</summary>
    public ILocator Links => Dialog.GetByTestId("share-link");

    public static async Task<ShareDialog> OpenAsync(EditorPage editor)
    {
        await editor.Page.GetByTestId("share").ClickAsync();
        return new ShareDialog(editor.Page);
    }

    /// <summary>Makes a link by the button that copies it.</summary>
    /// <param name="right">read, comment or write.</param>
    /// <param name="expiry">never, day, week or month.</param>
    /// <returns>The path that it leads to.</returns>
    public async Task<string> MakeAsync(string right, string expiry = "never")
    {
        await Dialog.GetByTestId("share-right").SelectOptionAsync(right);
        await Dialog.GetByTestId("share-expiry").SelectOptionAsync(expiry);
        await Dialog.GetByTestId("share-copy").ClickAsync();
        await Expect(Links.First).ToHaveAttributeAsync("data-right", right);

        // What is on the clipboard, a browser without a screen may keep to itself.
        return await page.EvaluateAsync<string>("""
            async () => {
              const answer = await fetch(`/api/links?document=${encodeURIComponent(window.collab.name)}`);
              return (await answer.json()).links[0].url;
            }
            """);
    }

    /// <summary>Revokes a link: asked whether that is meant, one says so.</summary>
    public static async Task RevokeAsync(ILocator link)
    {
        var button = link.GetByTestId("share-revoke");
        await button.ClickAsync();
        await Expect(button).ToHaveTextAsync(new Regex("for good"));
        await button.ClickAsync();
        await Expect(link).ToHaveCountAsync(0);
    }

    public async Task CloseAsync()
    {
        await page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
    }
}
