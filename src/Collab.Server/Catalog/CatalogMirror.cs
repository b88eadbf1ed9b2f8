using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Server.Catalog;

/// <summary>Writes into the catalogue what documents say of themselves, once they are durable.</summary>
/// <remarks>
/// Changes wait in a table, the newest of each document, for one loop that writes them together: at once after a pause,
/// else every <see cref="Interval"/>. The table has no more entries than documents that changed since the last write. A
/// crash loses what waits; <see cref="CatalogReconciler"/> finds it at the next start by the sequence.
/// </remarks>
internal sealed partial class CatalogMirror(ICatalog catalog, TimeProvider time, ILogger<CatalogMirror> logger)
    : BackgroundService, IDocumentListener
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private Dictionary<DocumentName, DocumentRecord> _waiting = [];

    public bool IsImmediate => true;

    public Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken)
    {
        Put(DocumentRecord.Of(change.Document, change.Sequence, change.Meta, change.At));
        return Task.CompletedTask;
    }

    /// <summary>Writes what waits now: for those who changed a document and read the catalogue next.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => WriteAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // The sessions have ended by now: what waits here is all there will be.
        await WriteAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _changed.WaitAsync(stoppingToken);
            var written = await WriteAsync(stoppingToken);
            await Task.Delay(written ? Interval : RetryInterval, time, stoppingToken);
        }
    }

    private async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        Dictionary<DocumentName, DocumentRecord> records;
        lock (_lock)
        {
            (records, _waiting) = (_waiting, []);
        }

        try
        {
            await catalog.RecordAsync(records.Values, cancellationToken);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            foreach (var record in records.Values)
            {
                Put(record);
            }

            Log.Unavailable(logger, records.Count, e);
            return false;
        }
    }

    private void Put(DocumentRecord record)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(record.Name, out var waiting) || waiting.Sequence < record.Sequence)
            {
                _waiting[record.Name] = record;
            }

            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The catalogue lags behind {Count} documents; trying again")]
        public static partial void Unavailable(ILogger logger, int count, Exception failure);
    }
}
