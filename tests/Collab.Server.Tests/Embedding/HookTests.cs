using System.Threading.Channels;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Embedding;

/// <summary>The host's hooks are called where they are registered.</summary>
public sealed class HookTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DocumentName Name = new("a");

    [Fact]
    public async Task A_new_document_begins_with_its_seed_and_the_host_hears_of_all_that_happens()
    {
        var heard = Channel.CreateUnbounded<string>();
        await using var host = await EmbeddedHost.StartAsync(
            collab =>
            {
                collab.Services.AddSingleton(heard.Writer);
                collab.AllowAnonymous().AddSeed<Greeting>()
                    .AddListener<Hearing>().AddAwarenessListener<Hearing>().AddSessionListener<Hearing>();
            },
            options => options.Sessions.IdleTimeout = TimeSpan.Zero);
        var seen = new HashSet<string>();

        using (var peer = await host.ConnectAsync(Name.Value))
        {
            await EmbeddedHost.ReceiveAsync(peer);
            await peer.SendAsync(
                new byte[] { 1, 7, 1, 5, 1, 3, (byte)'"', (byte)'x', (byte)'"' },
                System.Net.WebSockets.WebSocketMessageType.Binary,
                true,
                TestContext.Current.CancellationToken);
            await HearAsync(heard.Reader, seen, "opened", "\"x\"");
            var text = await host.App.Services.GetRequiredService<ICollabDocuments>().ReadAsync(
                Name, document => document.GetText("text").ToString(), TestContext.Current.CancellationToken);
            Assert.Equal("hello", text);
        }

        await HearAsync(heard.Reader, seen, "committed", "gone", "closed");
    }

    [Fact]
    public async Task A_listener_may_read_the_document_that_it_hears_of()
    {
        var heard = Channel.CreateUnbounded<string>();
        await using var host = await EmbeddedHost.StartAsync(collab =>
        {
            collab.Services.AddSingleton(heard.Writer);
            collab.AddListener<Reading>();
        });

        await host.App.Services.GetRequiredService<ICollabDocuments>().EditAsync(
            Name, document => document.GetText("text").Insert(0, "to be found"), TestContext.Current.CancellationToken);

        await HearAsync(heard.Reader, [], "to be found");
    }

    private static async Task HearAsync(ChannelReader<string> heard, HashSet<string> seen, params string[] expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!expected.All(seen.Contains))
        {
            seen.Add(await heard.ReadAsync(patience.Token));
        }
    }

    private sealed class Greeting : IDocumentSeed
    {
        public ValueTask<ReadOnlyMemory<byte>?> LoadAsync(DocumentName document, CancellationToken cancellationToken)
        {
            var seed = new Document(new DocumentOptions { ClientId = new ClientId(1) });
            return new(seed.TransactAndEncode(_ => seed.GetText("text").Insert(0, "hello")).AsMemory());
        }
    }

    private sealed class Reading(ICollabDocuments documents, ChannelWriter<string> heard) : IDocumentListener
    {
        public async Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken) => await heard.WriteAsync(
            await documents.ReadAsync(change.Document, document => document.GetText("text").ToString(), cancellationToken),
            cancellationToken);
    }

    private sealed class Hearing(ChannelWriter<string> heard) : IDocumentListener, IAwarenessListener, ISessionListener
    {
        public Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken) => Hear("committed");

        public Task ChangedAsync(AwarenessChange change, CancellationToken cancellationToken) => Hear(change.States[0].Json ?? "gone");

        public Task OpenedAsync(DocumentName document, CancellationToken cancellationToken) => Hear("opened");

        public Task ClosedAsync(DocumentName document, CancellationToken cancellationToken) => Hear("closed");

        private Task Hear(string what)
        {
            heard.TryWrite(what);
            return Task.CompletedTask;
        }
    }
}
