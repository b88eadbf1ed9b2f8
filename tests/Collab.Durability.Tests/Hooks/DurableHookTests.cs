using Collab.Client;
using Collab.Core;
using Collab.Durability.Tests.Embedding;

namespace Collab.Durability.Tests.Hooks;

/// <summary>An app that hosts the endpoint hears of a change once it is durable, and of nothing else.</summary>
public sealed class DurableHookTests : IAsyncLifetime
{
    private const string Document = "hooked";
    private const int Edits = 20;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly FailingStore _store = new();
    private readonly CheckingListener _listener;
    private EmbeddedApp? _app;
    private int _written;

    public DurableHookTests() => _listener = new CheckingListener(_store);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Address => _app!.Address;

    public async ValueTask InitializeAsync() => _app = await EmbeddedApp.StartAsync(_store, _listener);

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();

    [Fact]
    public async Task Nothing_is_told_of_what_is_not_committed_and_everything_of_what_is_after_the_store_came_back()
    {
        await using var writer = await Newcomer.ConnectAsync(Address, Document);
        await using var reader = await Newcomer.ConnectAsync(Address, Document);
        await WriteAsync(writer);
        await writer.WhenSavedAsync(Cancellation);
        await WaitUntilAllIsHeardAsync();
        var heardBefore = Newest();

        _store.Fate = CommitFate.Lost;
        await WriteAsync(writer);
        await WaitUntilAsync(async () => (await reader.TokensAsync()).Count == 2 * Edits);
        await WaitUntilAsync(() => Task.FromResult(_store.Failures >= 3));
        var heardMeanwhile = Newest();
        _store.Fate = CommitFate.Committed;
        await writer.WhenSavedAsync(Cancellation);
        await WaitUntilAllIsHeardAsync();

        Assert.Equal(heardBefore, heardMeanwhile);
        await AssertHeardIsDurableAsync();
    }

    [Fact]
    public async Task A_commit_in_doubt_is_told_of_once_it_was_repeated_and_only_once()
    {
        await using var writer = await Newcomer.ConnectAsync(Address, Document);
        _store.Fate = CommitFate.InDoubt;
        await WriteAsync(writer);
        await WaitUntilAsync(() => Task.FromResult(_store.Failures >= 3));
        var heardInDoubt = _listener.Heard.Count;
        _store.Fate = CommitFate.Committed;
        await writer.WhenSavedAsync(Cancellation);
        await WaitUntilAllIsHeardAsync();

        Assert.Equal(0, heardInDoubt);
        await AssertHeardIsDurableAsync();
    }

    private async Task WriteAsync(CollabClient writer)
    {
        for (var i = 0; i < Edits; i++)
        {
            var token = $"token/{++_written}";
            await writer.EditAsync(document => Tokens.Append(document, token), Cancellation);
        }
    }

    private async Task AssertHeardIsDurableAsync()
    {
        Assert.Empty(_listener.Premature);
        var sequences = _listener.Heard.Select(change => change.Sequence).ToList();
        Assert.Equal(sequences.Distinct().Order(), sequences);
        Assert.Equal((await _store.LoadAsync(new DocumentName(Document), Cancellation))!.Sequence, sequences[^1]);
    }

    // Edits that come together are stored as one, so their number says nothing of the sequence.
    private async Task WaitUntilAllIsHeardAsync()
    {
        var stored = (await _store.LoadAsync(new DocumentName(Document), Cancellation))!.Sequence;
        await WaitUntilAsync(() => Task.FromResult(Newest() == stored));
    }

    private long Newest() => _listener.Heard.LastOrDefault().Sequence;

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(Poll, Cancellation);
        }
    }
}
