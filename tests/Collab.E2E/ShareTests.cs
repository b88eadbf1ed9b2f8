using Collab.E2E.Editors;
using Collab.E2E.People;
using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Documents are shared by link; what a link does not allow, the server does not take, whatever the page does.</summary>
public sealed class ShareTests(Chromium chromium) : BrowserTest(chromium)
{
    // What an editor would have prevented.
    private const string WriteContent = "text => window.collab.doc.getText('content').insert(0, text)";

    [Fact]
    public async Task A_link_to_view_shows_what_others_write_and_takes_nothing()
    {
        var owner = await (await ComeAsync("Ann")).NewTextAsync();
        await owner.TypeAsync("Ann's text");
        var share = await ShareDialog.OpenAsync(owner);
        var link = await share.MakeAsync("read");
        await share.CloseAsync();

        var ben = await ComeAsync("Ben");
        var guest = await OpenAsync(ben, link);
        await guest.WaitForTextAsync("Ann's text");
        await Expect(guest.Page.GetByTestId("access")).ToHaveAttributeAsync("data-right", "read");
        await Expect(guest.Title).Not.ToBeEditableAsync();
        await Expect(guest.Page.GetByTestId("share")).ToHaveCountAsync(0);
        await owner.WaitForPeerAsync("Ben");

        await guest.Page.EvaluateAsync(WriteContent, "Ben was here. ");
        await owner.TypeAsync(", and more");
        await guest.WaitForTextAsync(", and more");

        // Nothing that the page cannot send keeps anybody, or is said to be on its way.
        await guest.WaitForStatusAsync("saved");
        Assert.False(await guest.AsksBeforeLeavingAsync());
        Assert.Equal("Ann's text, and more", await owner.ContentAsync());
        Assert.Equal(new Uri(Server.Address, link).AbsoluteUri, guest.Page.Url);
    }

    [Fact]
    public async Task A_link_to_comment_takes_comments_and_nothing_else()
    {
        var owner = await (await ComeAsync("Ann")).NewDocumentAsync();
        await owner.TypeAsync("Ann's words");
        var share = await ShareDialog.OpenAsync(owner);
        var link = await share.MakeAsync("comment");
        await share.CloseAsync();

        var guest = await ComeInAsync(new DocumentPage(await (await ComeAsync("Ben")).GoToAsync(link)));
        await Expect(guest.Page.GetByTestId("access")).ToHaveAttributeAsync("data-right", "comment");
        await guest.Page.EvaluateAsync("() => window.collab.doc.getMap('comments').set('one', 'well said')");
        await owner.Page.WaitForFunctionAsync("() => window.collab.doc.getMap('comments').get('one') === 'well said'");
        await guest.WaitForStatusAsync("saved");

        await guest.Page.EvaluateAsync("() => window.collab.doc.getXmlFragment('content').delete(0, 1)");
        await guest.WaitForStatusAsync("refused");
        Assert.Equal("<p>Ann's words</p>", await owner.HtmlAsync());
    }

    [Fact]
    public async Task A_text_which_has_no_comments_is_not_offered_for_commenting()
    {
        var owner = await (await ComeAsync("Ann")).NewTextAsync();
        await owner.WaitForStatusAsync("saved");
        var link = await DocumentApi.ShareAsync(Server.Address, await owner.NameAsync(), "comment");

        await ShareDialog.OpenAsync(owner);
        await Expect(owner.Page.GetByTestId("share-right").Locator("option")).ToHaveTextAsync(["can view", "can edit"]);
        var guest = await OpenAsync(await ComeAsync("Ben"), link);
        await Expect(guest.Page.GetByTestId("access")).ToHaveTextAsync("View only");
    }

    [Fact]
    public async Task A_link_to_edit_lets_two_write_together_and_asks_for_a_name_once()
    {
        var owner = await (await ComeAsync("Ann")).NewTextAsync();
        var share = await ShareDialog.OpenAsync(owner);
        var link = await share.MakeAsync("write", "month");
        await Expect(share.Links).ToHaveCountAsync(1);
        await share.CloseAsync();
        var ben = await ComeAsync("Ben");

        var page = await ben.GoToAsync(link);
        await Expect(page.GetByTestId("name-field")).ToHaveValueAsync("Ben");
        await page.GetByTestId("name-field").FillAsync("Benjamin");
        await page.GetByTestId("name-go").ClickAsync();
        var guest = new TextPage(page);
        await guest.WaitUntilOpenAsync();
        await owner.WaitForPeerAsync("Benjamin");
        await Expect(page.GetByTestId("access")).ToHaveCountAsync(0);
        await guest.TypeAsync("from Ben");
        await owner.WaitForTextAsync("from Ben");
        await guest.WaitForStatusAsync("saved");
        await guest.WaitUntilEqualAsync(owner);

        await guest.ReloadAsync();
        await Expect(page.GetByTestId("name-prompt")).ToHaveCountAsync(0);
        await guest.WaitForTextAsync("from Ben");
    }

    [Fact]
    public async Task A_revoked_link_puts_its_guests_out_and_says_so()
    {
        var owner = await (await ComeAsync("Ann")).NewTextAsync();
        var share = await ShareDialog.OpenAsync(owner);
        var link = await share.MakeAsync("write");
        var ben = await ComeAsync("Ben");
        ben.Watch.LinksMayBeOver = true;
        var guest = await OpenAsync(ben, link);
        await guest.TypeAsync("from Ben");
        await owner.WaitForTextAsync("from Ben");
        await guest.WaitForStatusAsync("saved");

        await ShareDialog.RevokeAsync(share.Links);

        await Expect(guest.Page.GetByTestId("no-access")).ToBeVisibleAsync();
        await Expect(owner.Peers).ToHaveCountAsync(0);
        await guest.Page.ReloadAsync();
        await Expect(guest.Page.GetByTestId("link-absent")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_that_ends_takes_the_document_away()
    {
        var owner = await (await ComeAsync("Ann")).NewTextAsync();
        await owner.TypeAsync("Ann's text");
        var link = await owner.Page.EvaluateAsync<string>("""
            async () => {
              const answer = await fetch('/api/links', {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({ document: window.collab.name, right: 'read', expiresAt: new Date(Date.now() + 12000) }),
              });
              return (await answer.json()).url;
            }
            """);
        var ben = await ComeAsync("Ben");
        ben.Watch.LinksMayBeOver = true;

        var guest = await OpenAsync(ben, link);
        await guest.WaitForTextAsync("Ann's text");

        await Expect(guest.Page.GetByTestId("no-access")).ToBeVisibleAsync(
            new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });
    }

    [Fact]
    public async Task A_guest_who_was_cut_off_comes_back_with_what_was_written_meanwhile()
    {
        var owner = await (await ComeAsync("Ann")).NewTextAsync();
        var share = await ShareDialog.OpenAsync(owner);
        var link = await share.MakeAsync("write");
        await share.CloseAsync();
        var ben = await ComeAsync("Ben");
        var guest = await OpenAsync(ben, link);
        await guest.TypeAsync("before. ");
        await owner.WaitForTextAsync("before");

        await ben.SetOfflineAsync(true);
        await guest.WaitForStatusAsync("offline");
        await guest.TypeAsync("offline. ");
        await ben.SetOfflineAsync(false);

        await guest.WaitForStatusAsync("saved");
        await owner.WaitForTextAsync("offline");
    }

    private static async Task<TextPage> OpenAsync(Visitor visitor, string link) =>
        await ComeInAsync(new TextPage(await visitor.GoToAsync(link)));

    private static async Task<T> ComeInAsync<T>(T guest)
        where T : EditorPage
    {
        await guest.Page.GetByTestId("name-go").ClickAsync();
        await guest.WaitUntilOpenAsync();
        return guest;
    }
}
