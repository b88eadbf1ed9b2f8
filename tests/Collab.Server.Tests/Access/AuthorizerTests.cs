using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Server.Tests.Embedding;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Access;

/// <summary>What becomes of the host's answer, and of none.</summary>
public sealed class AuthorizerTests
{
    private static readonly byte[] EmptyStep1 = [0, 0, 1, 0];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The answer comes before anything of the document is touched, so it takes the same time whether there is one or not.</summary>
    [Theory]
    [InlineData("denied")]
    [InlineData("throws")]
    [InlineData("throws later")]
    [InlineData("never answers")]
    [InlineData("expired")]
    public async Task A_document_that_is_not_to_be_seen_looks_like_one_that_is_not_there(string answer)
    {
        await using var store = new CountingStore();
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.Services.AddSingleton<IDocumentAuthorizer>(new Answering(answer)),
            options => options.AuthorizationTimeout = TimeSpan.FromMilliseconds(100),
            store);
        var documents = host.App.Services.GetRequiredService<ICollabDocuments>();
        await documents.EditAsync(new DocumentName("there"), document => document.GetText("text").Insert(0, "secret"), TestContext.Current.CancellationToken);
        store.Loads = 0;

        var answers = new HashSet<(int, string?, int, HttpStatusCode)>();
        foreach (var name in new[] { "there", "not-there", "there", "not-there" })
        {
            using var socket = await host.ConnectAsync(name).WaitAsync(Patience, TestContext.Current.CancellationToken);
            var messages = 0;
            while (await EmbeddedHost.ReceiveAsync(socket) is not null)
            {
                messages++;
            }

            answers.Add(((int)socket.CloseStatus!, socket.CloseStatusDescription, messages, await PostAsync(host, name)));
        }

        var expected = answer == "expired" ? (4401, "access has expired") : (4403, "no access to this document");
        Assert.Equal((expected.Item1, expected.Item2, 0, HttpStatusCode.Forbidden), Assert.Single(answers));
        Assert.Equal(0, answer == "expired" ? 0 : store.Loads);
    }

    [Fact]
    public async Task An_authorizer_may_use_what_is_made_for_one_question()
    {
        await using var host = await EmbeddedHost.StartAsync(collab =>
        {
            collab.Services.AddScoped<PerQuestion>();
            collab.AddAuthorizer<Scoped>(ServiceLifetime.Scoped);
        });

        using var first = await host.ConnectAsync("a");
        using var second = await host.ConnectAsync("a");

        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(first));
        Assert.Equal(EmptyStep1, await EmbeddedHost.ReceiveAsync(second));
    }

    [Fact]
    public async Task It_is_asked_with_who_signed_in_and_the_origin_of_the_page()
    {
        var asked = new Answering("write");
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.Services.AddSingleton<IDocumentAuthorizer>(asked),
            use: app => app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "u1")], "test"));
                return next(context);
            }));
        var origin = host.Address.GetLeftPart(UriPartial.Authority);

        using var socket = await host.ConnectAsync("a", origin);
        await EmbeddedHost.ReceiveAsync(socket);

        Assert.Equal(("u1", origin, true), (
            asked.Asked?.Principal.FindFirstValue(ClaimTypes.NameIdentifier), asked.Asked?.Origin, asked.Asked?.Context is not null));
    }

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("session=1", null, null, false)]
    [InlineData("session=1", null, "null", false)]
    [InlineData("session=1", null, "https://evil.example", false)]
    [InlineData("session=1", null, "own", true)]
    [InlineData("session=1", "Bearer of-the-host", null, true)]
    public async Task A_sign_in_by_cookie_counts_only_for_pages_that_may_come(
        string? cookie, string? authorization, string? origin, bool letsIn)
    {
        await using var host = await EmbeddedHost.StartAsync(
            collab => collab.AllowAnonymous(),
            options => options.AllowedOrigins.Add("*"),
            use: app => app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "u1")], "test"));
                return next(context);
            }));
        (string Name, string? Value)[] headers = [("Cookie", cookie), ("Authorization", authorization)];

        await host.AssertPageMayComeAsync(
            letsIn, "sync/a", origin, [.. headers.Where(header => header.Value is not null).Select(header => (header.Name, header.Value!))]);
    }

    private static async Task<HttpStatusCode> PostAsync(EmbeddedHost host, string document)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent([0, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var answer = await client.PostAsync(new Uri(host.Address, $"/sync/{document}"), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private sealed class Answering(string answer) : IDocumentAuthorizer
    {
        public AccessRequest? Asked { get; private set; }

        public async ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken)
        {
            Asked = request;
            switch (answer)
            {
                case "throws later":
                    await Task.Yield();
                    goto case "throws";
                case "throws":
                    throw new InvalidOperationException("the rules cannot be read");
                case "never answers":
                    await new TaskCompletionSource().Task;
                    break;
                case "expired":
                    return new DocumentAccess(AccessRight.Write) { Expires = DateTimeOffset.UnixEpoch };
                default:
                    break;
            }

            return answer == "write" ? new DocumentAccess(AccessRight.Write) : DocumentAccess.Denied;
        }
    }

    private sealed class PerQuestion
    {
        public int Uses { get; set; }
    }

    private sealed class Scoped(PerQuestion question) : IDocumentAuthorizer
    {
        public ValueTask<DocumentAccess> AuthorizeAsync(AccessRequest request, CancellationToken cancellationToken) =>
            new(new DocumentAccess(++question.Uses == 1 ? AccessRight.Write : AccessRight.None));
    }

    /// <summary>Counts how often it is asked for a document.</summary>
    private sealed class CountingStore : IDocumentStore
    {
        private readonly MemoryStore _inner = new();

        public int Loads { get; set; }

        public TimeSpan CommitInterval => TimeSpan.Zero;

        public Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken) =>
            _inner.AppendAsync(batch, cancellationToken);

        public Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken)
        {
            Loads++;
            return _inner.LoadAsync(document, cancellationToken);
        }

        public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
            _inner.LoadPreviousAsync(document, cancellationToken);

        public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken) =>
            _inner.CompactAsync(document, checkpoint, cancellationToken);

        public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
            _inner.DeleteAsync(document, cancellationToken);

        public IAsyncEnumerable<StoredDocumentSummary> ListAsync(CancellationToken cancellationToken) => _inner.ListAsync(cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
