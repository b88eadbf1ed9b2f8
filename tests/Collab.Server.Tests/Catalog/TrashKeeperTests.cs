using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Catalog;

public sealed class TrashKeeperTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryCatalog _catalog = new();
    private readonly MemoryStore _store = new();
    private readonly RecordedRemains _remains = new();
    private readonly TrashOptions _options = new();
    private readonly ServiceProvider _services;
    private long _commits;

    public TrashKeeperTests() => _services = new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddCollab().UseStore(_store).Services
        .BuildServiceProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_in_the_trash_for_thirty_days_is_deleted_and_what_was_not_stays()
    {
        await TrashAsync("old", Noon.AddDays(-30));
        await TrashAsync("recent", Noon.AddDays(-30).AddSeconds(1));
        await ListAsync("used");

        await SweepAsync();

        Assert.Equal(["recent", "used"], await NamesAsync());
        Assert.True(await _catalog.IsDeletedAsync(new DocumentName("old"), Cancellation));
        Assert.Null(await _store.LoadAsync(new DocumentName("old"), Cancellation));
        Assert.NotNull(await _store.LoadAsync(new DocumentName("recent"), Cancellation));
        Assert.Equal(["old"], _remains.Erased);
    }

    [Theory]
    [InlineData(0, 4000, true)]
    [InlineData(1, 0.9, true)]
    [InlineData(1, 1, false)]
    public async Task How_long_it_is_kept_is_an_option_and_zero_is_for_ever(int keepDays, double daysInTrash, bool isKept)
    {
        _options.KeepFor = TimeSpan.FromDays(keepDays);
        await TrashAsync("a", Noon.AddDays(-daysInTrash));

        await SweepAsync();

        Assert.Equal(isKept, (await NamesAsync()).Count == 1);
    }

    [Fact]
    public async Task What_could_not_be_erased_is_deleted_all_the_same_and_erased_next_time()
    {
        await TrashAsync("a", Noon.AddDays(-40));
        await TrashAsync("b", Noon.AddDays(-40));
        _remains.Failing = "a";

        await SweepAsync();
        Assert.Empty(await NamesAsync());
        Assert.NotNull(await _store.LoadAsync(new DocumentName("a"), Cancellation));
        Assert.Null(await _store.LoadAsync(new DocumentName("b"), Cancellation));

        _remains.Failing = null;
        await SweepAsync();
        Assert.Null(await _store.LoadAsync(new DocumentName("a"), Cancellation));
        Assert.Equal(["b", "a"], _remains.Erased);
    }

    [Fact]
    public async Task Once_the_server_runs_it_happens_by_itself()
    {
        await TrashAsync("a", Noon.AddDays(-40));
        using var keeper = Keeper();

        await keeper.StartAsync(Cancellation);
        await _remains.First.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await keeper.StopAsync(Cancellation);

        Assert.Empty(await NamesAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task SweepAsync()
    {
        using var keeper = Keeper();
        await keeper.SweepAsync(Cancellation);
    }

    private TrashKeeper Keeper() => new(
        _catalog,
        _store,
        new DocumentEraser(_services.GetRequiredService<ICollabDocuments>(), [_remains], NullLogger<DocumentEraser>.Instance),
        Options.Create(_options),
        new StillTime(),
        NullLogger<TrashKeeper>.Instance);

    private async Task TrashAsync(string name, DateTimeOffset at)
    {
        await ListAsync(name);
        await _catalog.ChangeAsync(new DocumentName(name), new EntryChange { IsTrashed = true, At = at }, Cancellation);
    }

    private async Task ListAsync(string name)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        document.GetText("t").Insert(0, name);
        var updates = new DocumentUpdates(new DocumentName(name), [document.EncodeStateAsUpdate()]);
        await _store.AppendAsync(new AppendBatch(new CommitId(Guid.Empty, ++_commits), [updates]), Cancellation);
        await _catalog.RecordAsync([new DocumentRecord(new DocumentName(name), 1, DocumentKind.Text, name, Noon)], Cancellation);
    }

    private async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await _catalog.ListAsync(Cancellation)).Select(entry => entry.Name.Value).Order(StringComparer.Ordinal)];

    /// <summary>It is noon, and stays so.</summary>
    private sealed class StillTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }

    /// <summary>Writes down what is erased, and fails for one name.</summary>
    private sealed class RecordedRemains : IDocumentRemains
    {
        private readonly TaskCompletionSource _first = new();

        public List<string> Erased { get; } = [];

        public string? Failing { get; set; }

        public Task First => _first.Task;

        public Task EraseAsync(DocumentName document, CancellationToken cancellationToken)
        {
            if (document.Value == Failing)
            {
                throw new StoreUnavailableException("not now");
            }

            Erased.Add(document.Value);
            _first.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
