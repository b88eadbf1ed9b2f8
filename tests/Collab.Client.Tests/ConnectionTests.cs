using System.Collections.Concurrent;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Tests.Sessions;

namespace Collab.Client.Tests;

/// <summary>When a client comes back, with which token, and when it does not.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edits_of_both_sides_meet_when_a_client_that_was_offline_comes_back()
    {
        await using var host = await Host.StartAsync();
        await using var ada = await host.ConnectAsync();
        await using var ben = await host.ConnectAsync();

        await ada.DisconnectAsync();
        await ada.EditAsync(document => document.GetMap("settings").Set("theme", "dark"), Cancellation);
        await ben.EditAsync(document => document.GetMap("settings").Set("size", 12), Cancellation);
        Assert.Equal(ConnectionState.Offline, ada.Status.State);
        await ada.ConnectAsync(Cancellation);
        await ada.SavedAsync();

        Assert.Equal(12, await ada.ReadAsync(document => document.GetMap("settings").ToJson()["size"].AsNumber(), Cancellation));
        await using var late = await host.ConnectAsync();
        Assert.Equal("dark", await late.ReadAsync(document => document.GetMap("settings").ToJson()["theme"].AsString(), Cancellation));
    }

    [Fact]
    public async Task A_document_that_was_kept_elsewhere_is_brought_along()
    {
        await using var host = await Host.StartAsync();
        var kept = new Document(new DocumentOptions { ClientId = new ClientId(7) });
        kept.GetText("text").Insert(0, "from the disk");
        await using var client = host.NewClient(options: new CollabClientOptions { Document = kept });
        Assert.True(client.HasUnsavedChanges);

        await client.ConnectAsync(Cancellation);
        await client.SavedAsync();

        Assert.Equal("from the disk", await host.Documents.ReadAsync(
            new DocumentName("notes"), document => document.GetText("text").ToString(), Cancellation));
    }

    [Fact]
    public async Task The_token_is_asked_for_anew_with_each_connection()
    {
        var tokens = 0;
        await using var server = await ScriptedServer.StartAsync(async (socket, number) =>
        {
            await ScriptedServer.WelcomeAsync(socket);
            if (number > 0)
            {
                await ScriptedServer.ReceiveBarrierAsync(socket);
            }
        });
        await using var client = new CollabClient(
            server.Endpoint,
            new DocumentName("notes"),
            Host.Impatient(_ => ValueTask.FromResult<string?>($"token-{++tokens}")));

        var offline = NextAsync(client, ConnectionState.Offline);
        await client.ConnectAsync(Cancellation);
        await offline;
        await client.ConnectAsync(Cancellation);

        Assert.Equal(["Bearer token-1", "Bearer token-2"], server.Tokens.Take(2));
    }

    [Fact]
    public async Task An_expired_token_is_replaced_and_a_second_refusal_in_a_row_is_final()
    {
        var tokens = 0;
        await using var server = await ScriptedServer.StartAsync(async (socket, number) =>
        {
            if (number is 0 or 1)
            {
                await ScriptedServer.WelcomeAsync(socket);
                await ScriptedServer.ReceiveAsync(socket); // its step 1
                await ScriptedServer.ReceiveAsync(socket); // its step 2: it is online
            }

            await ScriptedServer.CloseAsync(socket, 4401, "expired");
        });
        await using var client = new CollabClient(
            server.Endpoint, new DocumentName("notes"), Host.Impatient(_ => ValueTask.FromResult<string?>($"{++tokens}")));

        client.Start();
        var end = await client.UntilAsync(ConnectionState.Closed);

        Assert.Equal((4401, "expired"), (end.CloseCode, end.Reason));
        Assert.Equal(3, tokens); // two that expired while online, and one that was not good from the start
    }

    [Theory]
    [InlineData(4400)]
    [InlineData(4403)]
    [InlineData(4404)]
    [InlineData(4499)]
    public async Task A_final_close_ends_it_and_whoever_waits_is_told(int code)
    {
        await using var server = await ScriptedServer.StartAsync(async (socket, _) =>
        {
            await ScriptedServer.CloseAsync(socket, code, "no more");
        });
        await using var client = new CollabClient(server.Endpoint, new DocumentName("notes"), Host.Impatient());
        await client.AppendAsync("unsaved");
        var saved = client.SavedAsync();

        var failure = await Assert.ThrowsAsync<CollabClosedException>(() => client.ConnectAsync(Cancellation));

        Assert.Equal((code, "no more"), (failure.CloseCode, failure.Reason));
        Assert.Equal(ConnectionState.Closed, client.Status.State);
        await Assert.ThrowsAsync<CollabClosedException>(() => saved);
        Assert.Single(server.Tokens);
    }

    [Theory]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(4503)]
    [InlineData(4504)]
    public async Task What_may_heal_is_tried_again(int code)
    {
        await using var server = await ScriptedServer.StartAsync(async (socket, number) =>
        {
            if (number < 2)
            {
                await ScriptedServer.CloseAsync(socket, code, "later");
            }
            else
            {
                await ScriptedServer.WelcomeAsync(socket);
                await ScriptedServer.ReceiveBarrierAsync(socket);
            }
        });
        await using var client = new CollabClient(server.Endpoint, new DocumentName("notes"), Host.Impatient());
        var closes = new ConcurrentQueue<int?>();
        client.StatusChanged += status =>
        {
            if (status.State == ConnectionState.Offline)
            {
                closes.Enqueue(status.CloseCode);
            }
        };

        await client.ConnectAsync(Cancellation);

        Assert.Equal([code, code], closes);
    }

    [Fact]
    public async Task After_a_final_close_it_can_be_started_again_even_by_the_handler_that_is_told_of_it()
    {
        await using var server = await ScriptedServer.StartAsync(async (socket, number) =>
        {
            if (number == 0)
            {
                await ScriptedServer.CloseAsync(socket, 4403, "not yet");
            }
            else
            {
                await ScriptedServer.WelcomeAsync(socket);
                await ScriptedServer.ReceiveBarrierAsync(socket);
            }
        });
        await using var client = new CollabClient(server.Endpoint, new DocumentName("notes"), Host.Impatient());
        client.StatusChanged += status =>
        {
            if (status.State == ConnectionState.Closed)
            {
                client.Start();
            }
        };

        client.Start();

        await client.UntilAsync(ConnectionState.Online);
    }

    [Fact]
    public async Task Nobody_there_is_tried_again_after_pauses_that_grow_and_are_spread_by_chance()
    {
        var time = new ManualTime();
        var options = new CollabClientOptions
        {
            Time = time,
            Random = new Random(4),
            FirstRetry = TimeSpan.FromSeconds(1),
            MaxRetry = TimeSpan.FromSeconds(8),
        };
        await using var client = new CollabClient(new Uri($"http://127.0.0.1:{FreePort.Find()}/sync"), new DocumentName("notes"), options);
        var pauses = new List<double>();
        var offline = NextAsync(client, ConnectionState.Offline);
        client.Start();

        for (var attempt = 0; attempt < 7; attempt++)
        {
            var status = await offline;
            var pause = status.RetryAt!.Value - time.GetUtcNow();
            pauses.Add(pause.TotalSeconds);
            offline = NextAsync(client, ConnectionState.Offline);
            await AdvanceAsync(time, pause + TimeSpan.FromTicks(1), client);
        }

        double[] most = [1, 2, 4, 8, 8, 8, 8];
        Assert.All(pauses.Zip(most), pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));
        Assert.Equal(pauses.Count, pauses.Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_is_silent_for_too_long_is_left()
    {
        var time = new ManualTime();
        await using var server = await ScriptedServer.StartAsync(async (socket, _) =>
        {
            await ScriptedServer.WelcomeAsync(socket);
            await ScriptedServer.ReceiveBarrierAsync(socket);
        });
        await using var client = new CollabClient(
            server.Endpoint, new DocumentName("notes"), new CollabClientOptions { Time = time });
        await client.ConnectAsync(Cancellation);
        var left = NextAsync(client, ConnectionState.Offline);

        while (!left.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(3));
            await Task.Yield();
        }

        Assert.Equal(1006, (await left).CloseCode);
    }

    [Fact]
    public async Task An_address_where_nobody_speaks_the_protocol_is_final()
    {
        await using var host = await Host.StartAsync();
        await using var client = new CollabClient(new Uri(host.Endpoint, "elsewhere"), new DocumentName("notes"), Host.Impatient());

        var failure = await Assert.ThrowsAsync<CollabClosedException>(() => client.ConnectAsync(Cancellation));

        Assert.Equal(4404, failure.CloseCode);
    }

    /// <summary>The status is told just before the pause begins: the time moves on once there is somebody to wake.</summary>
    private static async Task AdvanceAsync(ManualTime time, TimeSpan by, CollabClient client)
    {
        var connecting = NextAsync(client, ConnectionState.Connecting);
        time.Advance(by);
        while (!connecting.IsCompleted)
        {
            await Task.Yield();
            time.Advance(by);
        }
    }

    private static Task<ConnectionStatus> NextAsync(CollabClient client, ConnectionState state)
    {
        var next = new TaskCompletionSource<ConnectionStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.StatusChanged += status =>
        {
            if (status.State == state)
            {
                next.TrySetResult(status);
            }
        };
        return next.Task;
    }
}
