using Collab.Core.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Sessions;

/// <summary>A registry over a store and a clock that the test moves.</summary>
public sealed class SessionFixture : IAsyncDisposable
{
    public SessionFixture(DocumentSessionOptions? options = null, params IDocumentListener[] listeners)
    {
        Sessions = Open(options, listeners);
    }

    public static DocumentName Name { get; } = new("a/document");

    public FakeStore Store { get; } = new();

    public ManualTime Time { get; } = new();

    public SessionRegistry Sessions { get; private set; }

    /// <summary>Another registry on the same store, as after a restart of the process.</summary>
    public SessionRegistry Open(DocumentSessionOptions? options = null, params IDocumentListener[] listeners) => new(new SessionEnvironment
    {
        Store = Store,
        Options = options ?? new DocumentSessionOptions(),
        Loggers = NullLoggerFactory.Instance,
        Time = Time,
        Random = new Random(1),
        Listeners = listeners,
    });

    public async Task<FakePeer> JoinAsync(ulong client, int outboxBytes = 1 << 20)
    {
        var peer = new FakePeer(client, outboxBytes);
        await peer.JoinAsync(Sessions, Name);
        return peer;
    }

    /// <summary>Moves the clock in steps until something is so; liveness is bounded by the test's own patience.</summary>
    public async Task AdvanceUntilAsync(Func<bool> condition)
    {
        for (var step = 0; step < 3000 && !condition(); step++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(condition());
    }

    public async ValueTask DisposeAsync()
    {
        Store.Release();
        await Sessions.DisposeAsync();
        await Store.DisposeAsync();
    }
}
