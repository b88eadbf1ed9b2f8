using Collab.E2E.Editors;
using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Comments on the text of a document: threads that stay with their words, whatever is written around them.</summary>
public sealed class CommentTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_thread_is_begun_answered_resolved_and_opened_again()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>We ship on Friday, as agreed.</p>");

        await adas.CommentAsync("on Friday", "Is that still true?");
        await bens.Page.GetByTestId("comments-button").ClickAsync();
        await bens.WaitForCommentedAsync("on Friday");
        await bens.Threads.GetByLabel("Reply").FillAsync("It is.\nI asked.");
        await bens.Threads.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(adas.Threads.GetByTestId("comment-message")).ToHaveCountAsync(2);
        await Expect(adas.Threads.GetByTestId("comment-message").Nth(1)).ToContainTextAsync("I asked.");

        await bens.Threads.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await Expect(adas.Threads).ToHaveCountAsync(0);
        await adas.Comments.GetByRole(AriaRole.Button, new() { Name = "Resolved", Exact = true }).ClickAsync();
        await adas.Threads.GetByRole(AriaRole.Button, new() { Name = "Open again" }).ClickAsync();
        await Expect(bens.Threads).ToHaveCountAsync(1);
        await bens.WaitForCommentedAsync("on Friday");
    }

    [Fact]
    public async Task A_thread_stays_with_its_words_while_others_write_around_and_within_them()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>before</p><p>We ship on Friday, as agreed.</p>");
        await adas.CommentAsync("on Friday", "Sure?");
        await bens.WaitForCommentedAsync("on Friday");

        await bens.PutCaretBehindAsync("We ");
        await bens.TypeAsync("will ");
        await bens.PutCaretBehindAsync("before");
        await bens.PressAsync("Enter");
        await bens.TypeAsync("another line");
        await bens.PutCaretBehindAsync("on Fri");
        await bens.TypeAsync("ghtful Fri");
        await adas.WaitForCommentedAsync("on Frightful Friday");
        await bens.WaitForCommentedAsync("on Frightful Friday");

        await adas.ReloadAsync();
        await adas.WaitForCommentedAsync("on Frightful Friday");
        await adas.Editor.Locator(".comment-mark").First.ClickAsync();
        await Expect(adas.Threads).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("active"));
        await adas.WaitUntilEqualAsync(bens);
    }

    [Fact]
    public async Task A_thread_whose_words_are_gone_is_listed_with_its_quote_and_finds_them_when_they_are_moved()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>the first paragraph</p><p>the second one here</p>");
        await adas.CommentAsync("first paragraph", "About the first");
        await adas.CommentAsync("second one", "About the second");
        await bens.Page.GetByTestId("comments-button").ClickAsync();
        await bens.WaitForCommentedAsync("first paragraph|second one");

        // A moved block is another one for what is shared; its words are the same.
        await bens.PutCaretBehindAsync("second one here");
        await bens.PressAsync("Alt+Shift+ArrowUp");
        await adas.WaitForCommentedAsync("second one|first paragraph");

        await bens.SelectAsync("the first paragraph");
        await bens.PressAsync("Delete");
        await adas.WaitForCommentedAsync("second one");
        await Expect(adas.Comments).ToContainTextAsync("no longer there");
        await Expect(adas.Threads.Filter(new() { HasText = "About the first" })).ToContainTextAsync("first paragraph");
    }

    [Fact]
    public async Task Own_messages_are_edited_and_deleted_and_nobody_elses()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>some words to talk about</p>");
        await adas.CommentAsync("words", "Frist!");
        await bens.Page.GetByTestId("comments-button").ClickAsync();
        await Expect(bens.Threads).ToHaveCountAsync(1);
        await Expect(bens.Threads.GetByRole(AriaRole.Button, new() { Name = "What to do with the comment" })).ToHaveCountAsync(0);

        await adas.Threads.HoverAsync();
        await adas.Threads.GetByRole(AriaRole.Button, new() { Name = "What to do with the comment" }).ClickAsync();
        await adas.MenuItem("Edit").ClickAsync();
        await adas.Threads.GetByLabel("Edit").FillAsync("First!");
        await adas.Threads.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(bens.Threads).ToContainTextAsync("First!");
        await Expect(bens.Threads).ToContainTextAsync("edited");

        await adas.Threads.GetByRole(AriaRole.Button, new() { Name = "What to do with the comment" }).ClickAsync();
        await adas.MenuItem("Delete").ClickAsync();
        await Expect(bens.Threads).ToHaveCountAsync(0);
        await bens.WaitForCommentedAsync("");
    }

    [Fact]
    public async Task Comments_made_of_code_show_as_what_they_are()
    {
        var (adas, bens) = await OpenTogetherAsync("<p>some words to talk about</p>");
        const string Code = "<img src=x onerror=\"window.hacked = true\"><script>window.hacked = true</script>";

        await adas.CommentAsync("words", Code);
        await adas.Page.EvaluateAsync("""
            () => {
              const comments = window.collab.doc.getMap('comments');
              const Map = comments.constructor;
              comments.set('a', 'nonsense');
              comments.set('b', new Map([['messages', 7], ['anchor', { start: {}, end: 1 }]]));
              comments.set('c', { messages: [{ text: 'plain' }] });
            }
            """);
        await bens.Page.GetByTestId("comments-button").ClickAsync();

        await Expect(bens.Threads).ToHaveCountAsync(1);
        await Expect(bens.Threads).ToContainTextAsync(Code);
        Assert.False(await bens.Page.EvaluateAsync<bool>("() => 'hacked' in window"));
        await bens.TypeAsync("Ben goes on");
        await adas.WaitForTextAsync("Ben goes on");
    }

    private async Task<(DocumentPage Adas, DocumentPage Bens)> OpenTogetherAsync(string html)
    {
        var adas = await (await ComeAsync("Ada")).NewDocumentAsync();
        await adas.FillAsync(html);
        var bens = await (await ComeAsync("Ben")).OpenDocumentAsync(await adas.NameAsync());
        await bens.WaitForHtmlAsync(shown => shown == html, "what Ada wrote");
        return (adas, bens);
    }
}
