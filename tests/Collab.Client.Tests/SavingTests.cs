using Collab.Core;
using Collab.Core.Protocol;

namespace Collab.Client.Tests;

/// <summary>What <see cref="CollabClient.WhenSavedAsync"/> says is saved is.</summary>
public sealed class SavingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_killed_loses_nothing_of_what_it_called_saved()
    {
        await using var server = await ServerProcess.StartNewAsync();
        var name = new DocumentName("killed");
        for (var round = 1; round <= 3; round++)
        {
            await using (var writer = new CollabClient(new Uri(server.Address, "sync"), name, Host.Impatient()))
            {
                await writer.ConnectAsync(Cancellation);
                for (var edit = 0; edit < 20; edit++)
                {
                    await writer.AppendAsync("x");
                }

                await writer.SavedAsync();
                await server.KillAsync();
            }

            await server.StartAsync();
            await using var reader = new CollabClient(new Uri(server.Address, "sync"), name, Host.Impatient());
            await reader.ConnectAsync(Cancellation);
            Assert.Equal(round * 20, (await reader.TextAsync()).Length);
        }
    }

    [Fact]
    public async Task It_waits_while_the_server_is_away_and_completes_when_it_is_back()
    {
        await using var host = await Host.StartAsync();
        await using var client = await host.ConnectAsync();
        await host.StopAsync();
        await client.UntilAsync(ConnectionState.Offline);
        await client.AppendAsync("kept meanwhile");
        var saved = client.SavedAsync();
        Assert.True(client.HasUnsavedChanges);
        Assert.False(saved.IsCompleted);

        await host.StartAsync();
        await saved;

        Assert.False(client.HasUnsavedChanges);
        await using var other = await host.ConnectAsync();
        Assert.Equal("kept meanwhile", await other.TextAsync());
    }

    [Fact]
    public async Task An_edit_after_the_question_is_not_covered_by_its_answer()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async (socket, _) =>
        {
            await ScriptedServer.WelcomeAsync(socket);
            var barrier = await ScriptedServer.ReceiveBarrierAsync(socket);
            asked.SetResult();
            await answer.Task;
            await ScriptedServer.SendAsync(socket, barrier!);
            Assert.NotNull(await ScriptedServer.ReceiveBarrierAsync(socket));
            await ScriptedServer.ReceiveAsync(socket); // until the client goes
        });
        await using var client = new CollabClient(server.Endpoint, new DocumentName("notes"), Host.Impatient());
        await client.ConnectAsync(Cancellation);

        await client.AppendAsync("first");
        var first = client.SavedAsync();
        await asked.Task;
        await client.AppendAsync("second");
        var second = client.SavedAsync();
        answer.SetResult();
        await first;

        Assert.False(second.IsCompleted);
        Assert.True(client.HasUnsavedChanges);
    }

    [Fact]
    public async Task A_refusal_fails_those_who_wait_and_is_not_forgotten_when_the_barrier_comes_back()
    {
        await using var server = await ScriptedServer.StartAsync(async (socket, _) =>
        {
            await ScriptedServer.WelcomeAsync(socket);
            var barrier = await ScriptedServer.ReceiveBarrierAsync(socket);
            await ScriptedServer.SendAsync(socket, [(byte)MessageType.Auth, 0, 2, (byte)'n', (byte)'o']);
            await ScriptedServer.SendAsync(socket, barrier!);
            await ScriptedServer.ReceiveAsync(socket);
        });
        await using var client = new CollabClient(server.Endpoint, new DocumentName("notes"), Host.Impatient());
        var refused = new TaskCompletionSource<string>();
        client.EditRefused += reason => refused.TrySetResult(reason);
        await client.ConnectAsync(Cancellation);

        await client.AppendAsync("not wanted");
        var failure = await Assert.ThrowsAsync<CollabRefusedException>(client.SavedAsync);

        Assert.Equal("no", failure.Reason);
        Assert.Equal("no", await refused.Task);
        Assert.True(client.HasUnsavedChanges);
        await Assert.ThrowsAsync<CollabRefusedException>(client.SavedAsync);
    }

    [Fact]
    public async Task A_change_too_large_for_a_message_goes_over_http()
    {
        await using var host = await Host.StartAsync(configure: options => options.MaxMessageBytes = 64 * 1024);
        await using var ada = await host.ConnectAsync();
        await using var ben = await host.ConnectAsync();

        await ada.AppendAsync(new string('x', 300_000));
        await ada.SavedAsync();
        await ada.AppendAsync("y");
        await ada.SavedAsync();

        await ben.UntilTextAsync(await ada.TextAsync());
        Assert.Equal(300_001, (await ben.TextAsync()).Length);
    }

    [Fact]
    public async Task A_change_that_the_client_itself_knows_to_be_too_large_goes_over_http_at_once()
    {
        await using var host = await Host.StartAsync();
        await using var client = host.NewClient(options: new CollabClientOptions { MaxMessageBytes = 1024 });
        await client.AppendAsync(new string('x', 5_000));

        await client.ConnectAsync(Cancellation);
        await client.SavedAsync();

        Assert.Equal(5_000, await host.Documents.ReadAsync(
            new DocumentName("notes"), document => document.GetText("text").Length, Cancellation));
    }

    [Fact]
    public async Task Those_who_wait_are_told_when_the_client_goes()
    {
        await using var host = await Host.StartAsync();
        var client = host.NewClient();
        await client.AppendAsync("never sent");
        var saved = client.SavedAsync();

        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => saved);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.AppendAsync("x"));
    }
}
