using Collab.Core.Protocol;
using Collab.Core.Storage;
using Collab.Core.Tests.Sessions;
using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.Hocuspocus;

/// <summary>Where the trouble is the server's, one document is closed, and opened again without the client's doing.</summary>
public sealed class HocuspocusTroubleTests
{
    private const string Close = "07";
    private const string Authenticated = "0202";
    private const string TokenRequest = "0200";
    private const string Step1 = "0000";
    private const string Saved = "0801";

    [Fact]
    public async Task A_document_that_cannot_be_loaded_is_opened_once_it_can()
    {
        var store = new FakeStore { LoadFailure = new StoreUnavailableException("down") };
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous(), store: store);
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.SendTokenAsync("one", "");
        await client.SendAsync("one", YWebsocketFrame.Step1([0]));
        await client.ReadUntilAsync("one", Close);

        // Once more in vain, of which the client is told nothing new.
        await client.ReadUntilAsync("one", TokenRequest);
        await client.SendTokenAsync("one", "");
        var between = await client.ReadUntilAsync("one", TokenRequest);
        store.LoadFailure = null;
        await client.SendTokenAsync("one", "");
        var opened = await client.ReadUntilAsync("one", HocuspocusClient.Step2);
        await client.SendAsync("one", YWebsocketFrame.Step2([0, 0]));
        await client.ReadUntilAsync("one", Saved);

        Assert.Equal([TokenRequest], between);
        Assert.Equal([Authenticated, Step1, HocuspocusClient.Step2], opened.Select(body => body[..4]));
    }

    [Fact]
    public async Task A_session_that_ended_is_followed_by_one_that_takes_over_what_it_owed()
    {
        var store = new FakeStore();
        await using var host = await EmbeddedHost.StartAsync(collab => collab.AllowAnonymous(), store: store);
        using var client = await HocuspocusClient.ConnectAsync(host);
        await client.OpenAsync("one");
        store.Refusal = new InvalidDataException("refused");
        var update = HocuspocusClient.Typed(1, "kept by the client");
        await client.SendAsync("one", YWebsocketFrame.Update(update));
        await client.ReadUntilAsync("one", Close);
        store.Refusal = null;
        await client.SendAsync("one", YWebsocketFrame.Update(HocuspocusClient.Typed(2, "sent to nobody")));

        await client.ReadUntilAsync("one", TokenRequest);
        await client.SendTokenAsync("one", "");
        await client.ReadUntilAsync("one", HocuspocusClient.Step2);
        await client.SendAsync("one", YWebsocketFrame.Step2(update));

        // One for each of the two updates; the step 2 itself is not counted by the client.
        await client.ReadUntilAsync("one", Saved);
        await client.ReadUntilAsync("one", Saved);
        await client.SendAsync("one", YWebsocketFrame.Step1([0]));
        var rest = await client.ReadUntilAsync("one", HocuspocusClient.Step2);

        Assert.DoesNotContain(Saved, rest);
    }
}
