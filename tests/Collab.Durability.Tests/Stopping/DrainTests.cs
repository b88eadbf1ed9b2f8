using System.Net;
using System.Net.WebSockets;
using Collab.Durability.Tests.Embedding;

namespace Collab.Durability.Tests.Stopping;

/// <summary>A host that stops: nobody new comes in, and who is there is closed once what they wrote is saved and told.</summary>
public sealed class DrainTests
{
    private const string Document = "drained";
    private const int Restarting = 1012;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_a_stop_waits_for_the_store_nobody_new_is_let_in_and_then_writers_hear_of_their_edits_before_the_close()
    {
        await using var app = await EmbeddedApp.StartAsync(new FailingStore());
        await using var writer = await SyncClient.ConnectAsync(app.Address, Document, Cancellation);
        app.Store.Fate = CommitFate.Lost;
        var edited = writer.Edit(document => Tokens.Append(document, "not saved yet"));
        while (app.Store.Failures == 0)
        {
            await Task.Delay(Poll, Cancellation);
        }

        var stopping = app.StopAsync();
        var refusal = await ConnectAsync(app.Address);
        var wasConnected = writer.IsConnected;
        var wasEchoed = writer.EchoedClock;
        app.Store.Fate = CommitFate.Committed;
        await stopping;
        var close = await writer.Closed;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal);
        Assert.True(wasConnected, "the writer was closed before its edit was saved");
        Assert.Equal(0ul, wasEchoed);
        Assert.Equal(Restarting, close.Code);
        Assert.Equal(edited, writer.EchoedClock);
    }

    /// <returns>What the server answered before any upgrade.</returns>
    private static async Task<HttpStatusCode> ConnectAsync(Uri server)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri($"ws://{server.Authority}/sync/{Document}"), Cancellation));
        return socket.HttpStatusCode;
    }
}
