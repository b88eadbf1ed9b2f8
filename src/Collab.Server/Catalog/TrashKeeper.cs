using Collab.Core.Storage;
using Microsoft.Extensions.Options;

namespace Collab.Server.Catalog;

/// <summary>Empties the trash of what was in it for long enough, and finishes deletions that a crash or a failing storage cut off.</summary>
internal sealed partial class TrashKeeper(
    ICatalog catalog,
    IDocumentStore store,
    DocumentEraser eraser,
    IOptions<TrashOptions> options,
    TimeProvider time,
    ILogger<TrashKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Looks through the trash once.</summary>
    /// <exception cref="StoreUnavailableException">It was not looked through to its end.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (options.Value.KeepFor is { Ticks: > 0 } keepFor)
        {
            await EmptyAsync(time.GetUtcNow() - keepFor, cancellationToken);
        }

        await FinishAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                Log.Unavailable(logger, e);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task EmptyAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var entries = await catalog.ListAsync(cancellationToken);
        foreach (var entry in entries.Where(entry => entry.TrashedAt <= until))
        {
            // Whoever takes it out at this moment has it.
            if (await catalog.DeleteAsync(entry.Name, time.GetUtcNow(), cancellationToken) == DeletionOutcome.Deleted)
            {
                await eraser.TryEraseAsync(entry.Name, cancellationToken);
            }
        }
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        var deleted = (await catalog.ListDeletedAsync(cancellationToken)).ToHashSet();
        if (deleted.Count == 0)
        {
            return;
        }

        var left = await store.ListAsync(cancellationToken).Select(stored => stored.Document)
            .Where(deleted.Contains).ToListAsync(cancellationToken);
        foreach (var name in left)
        {
            await eraser.TryEraseAsync(name, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The trash could not be looked through; trying again in an hour")]
        public static partial void Unavailable(ILogger logger, Exception failure);
    }
}
