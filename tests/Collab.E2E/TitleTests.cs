using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>A title is part of the document: edited by one, seen by all, and in the list.</summary>
public sealed class TitleTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_title_that_one_edits_shows_at_the_others_and_in_the_list()
    {
        var ada = await (await ComeAsync("Ada")).NewDocumentAsync();
        var name = await ada.NameAsync();
        var ben = await (await ComeAsync("Ben")).OpenDocumentAsync(name);
        var home = await (await ComeAsync("Cleo")).GoHomeAsync();
        await Expect(home.Row(name)).ToContainTextAsync("Untitled document");

        await ada.RenameAsync("Plan A");
        await Expect(ben.Title).ToHaveValueAsync("Plan A");
        await ben.RenameAsync("Plan B");

        await Expect(ada.Title).ToHaveValueAsync("Plan B");
        await Expect(ada.Page).ToHaveTitleAsync("Plan B – Collab");
        await Expect(home.Row(name)).ToContainTextAsync("Plan B");
    }
}
