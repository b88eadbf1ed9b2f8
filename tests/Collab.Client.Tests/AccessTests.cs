using Collab.AspNetCore;
using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Client.Tests;

/// <summary>What a client does with the rights that it has, gets and loses.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private static readonly DocumentAccess Reader = new(AccessRight.Read);
    private static readonly DocumentAccess Writer = new(AccessRight.Write);

    private readonly Rules _rules = new() { ["ada"] = Writer };
    private Host? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Host Server => _host!;

    public async ValueTask InitializeAsync() => _host = await Host.StartAsync(
        collab => collab.Services.Replace(ServiceDescriptor.Singleton<IDocumentAuthorizer>(_rules)));

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task A_reader_knows_its_right_at_once_and_edits_nothing()
    {
        _rules["bob"] = Reader;
        await using var bob = await ComeAsync("bob");

        Assert.Equal(AccessRight.Read, bob.Access);
        await Assert.ThrowsAsync<CollabRefusedException>(() => bob.AppendAsync("never"));
        Assert.Equal("", await bob.TextAsync());
        await bob.SavedAsync();
    }

    [Fact]
    public async Task A_reader_reads_is_told_that_what_it_edited_before_is_not_taken_and_stays_connected()
    {
        _rules["bob"] = Reader;
        await using var ada = await ComeAsync("ada");
        await using var bob = Stay("bob");
        await bob.EditAsync(document => document.GetMap("settings").Set("theme", "dark"), Cancellation);

        await bob.ConnectAsync(Cancellation);
        await Assert.ThrowsAsync<CollabRefusedException>(bob.SavedAsync);
        await ada.AppendAsync("Ada's");
        await ada.SavedAsync();
        await bob.UntilTextAsync("Ada's");

        Assert.Equal(ConnectionState.Online, bob.Status.State);
        Assert.Equal("{}", await ada.ReadAsync(document => document.GetMap("settings").ToJson().ToJson(), Cancellation));
    }

    [Fact]
    public async Task What_was_refused_is_taken_once_the_right_to_write_comes()
    {
        _rules["bob"] = Reader;
        await using var ada = await ComeAsync("ada");
        await using var bob = Stay("bob");
        await bob.AppendAsync("Bob's");
        await bob.ConnectAsync(Cancellation);
        await Assert.ThrowsAsync<CollabRefusedException>(bob.SavedAsync);
        var told = new TaskCompletionSource<AccessRight>();
        bob.AccessChanged += right => told.TrySetResult(right);

        _rules["bob"] = Writer;
        await Server.Access.RecheckAsync(subject: "bob", cancellationToken: Cancellation);

        Assert.Equal(AccessRight.Write, await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await ada.UntilTextAsync("Bob's");
        await bob.UntilAsync(ConnectionState.Online);
        await bob.SavedAsync();
    }

    [Fact]
    public async Task Who_may_only_read_from_now_on_edits_nothing_more()
    {
        _rules["bob"] = Writer;
        await using var bob = await ComeAsync("bob");
        await bob.AppendAsync("kept");
        await bob.SavedAsync();
        var told = new TaskCompletionSource();
        bob.AccessChanged += _ => told.TrySetResult();

        _rules["bob"] = Reader;
        await Server.Access.RecheckAsync(cancellationToken: Cancellation);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        await Assert.ThrowsAsync<CollabRefusedException>(() => bob.AppendAsync("more"));
        Assert.Equal("kept", await bob.TextAsync());
        Assert.Equal(ConnectionState.Online, bob.Status.State);
    }

    [Fact]
    public async Task Who_is_shut_out_is_closed_for_good()
    {
        _rules["bob"] = Writer;
        await using var bob = await ComeAsync("bob");

        _rules["bob"] = DocumentAccess.Denied;
        await Server.Access.RecheckAsync(cancellationToken: Cancellation);

        Assert.Equal(4403, (await bob.UntilAsync(ConnectionState.Closed)).CloseCode);
    }

    [Fact]
    public async Task A_right_that_expires_is_renewed_with_the_next_token()
    {
        _rules["bob-1"] = Writer with { Expires = DateTimeOffset.UnixEpoch };
        _rules["bob-2"] = Writer;
        var tokens = 0;
        await using var bob = Server.NewClient(
            options: Host.Impatient(_ => ValueTask.FromResult<string?>($"bob-{++tokens}")));

        await bob.ConnectAsync(Cancellation);

        Assert.Equal(2, tokens);
    }

    /// <summary>One that is not connected yet.</summary>
    private CollabClient Stay(string name) => Server.NewClient(options: Host.Impatient(_ => ValueTask.FromResult<string?>(name)));

    private async Task<CollabClient> ComeAsync(string name) =>
        await Server.ConnectAsync(options: Host.Impatient(_ => ValueTask.FromResult<string?>(name)));
}
