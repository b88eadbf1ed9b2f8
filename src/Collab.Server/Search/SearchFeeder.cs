using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Microsoft.Extensions.Options;

namespace Collab.Server.Search;

/// <summary>Reads documents into the search's index: those that changed here a moment after that, and in the background those that the catalogue
/// knows at a newer sequence than the index: at a start all of them.</summary>
/// <remarks>One loop and one document at a time. A document that changed is open and is read on its session's loop; others are read from the store,
/// with a rest after each.</remarks>
internal sealed partial class SearchFeeder(
    SearchIndex index,
    ChangedDocuments changes,
    ICatalog catalog,
    IDocumentStore store,
    ICollabDocuments documents,
    IOptions<SearchOptions> options,
    TimeProvider time,
    ILogger<SearchFeeder> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);

    /// <summary>Reads what changed until now.</summary>
    public async Task ReadChangedAsync(CancellationToken cancellationToken)
    {
        foreach (var change in changes.TakeAll())
        {
            var kind = DocumentKinds.FromWord(change.Meta.Kind);
            var length = options.Value.MaxTextLength;
            await TryAsync(change.Document, change.Sequence, async () =>
            {
                var text = kind == DocumentKind.Other
                    ? ""
                    : await documents.ReadAsync(
                        change.Document, document => DocumentText.Read(document, kind, length), cancellationToken);

                // It may be newer than that by now; the next change says so.
                index.Put(change.Document, IndexedText.Of(change.Sequence, text));
            });
        }
    }

    /// <summary>Reads what the catalogue knows and the index does not.</summary>
    /// <exception cref="StoreUnavailableException">The catalogue cannot be read now.</exception>
    public async Task ReadMissingAsync(CancellationToken cancellationToken)
    {
        var entries = await catalog.ListAsync(cancellationToken);
        index.Keep(entries.Select(entry => entry.Name).ToHashSet());
        foreach (var entry in entries)
        {
            if (index.SequenceOf(entry.Name) >= entry.Sequence)
            {
                continue;
            }

            var started = time.GetTimestamp();
            await TryAsync(entry.Name, entry.Sequence, () => ReadStoredAsync(entry, cancellationToken));
            await Task.Delay(time.GetElapsedTime(started) * options.Value.Rest, time, cancellationToken);

            // Changes do not wait for a long fill.
            await ReadChangedAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await ReadMissingAsync(stoppingToken);
                await FollowAsync(stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                Log.Unavailable(logger, e);
                await Task.Delay(LookInterval, time, stoppingToken);
            }
        }
    }

    /// <summary>Reads changes as they come, until it is time to look for missed ones.</summary>
    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        while (LookInterval - time.GetElapsedTime(started) is { Ticks: > 0 } left)
        {
            using var wake = new CancellationTokenSource(left, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(wake.Token, stoppingToken);
            try
            {
                await changes.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(options.Value.Delay, time, stoppingToken);
            await ReadChangedAsync(stoppingToken);
        }
    }

    private async Task ReadStoredAsync(DocumentEntry entry, CancellationToken cancellationToken)
    {
        var stored = entry.Kind == DocumentKind.Other ? null : await store.LoadAsync(entry.Name, cancellationToken);
        var bytes = stored is null ? 0 : (stored.Checkpoint?.State.Length ?? 0) + stored.Updates.Sum(update => (long)update.Length);
        if (stored is null || bytes > options.Value.MaxDocumentBytes)
        {
            index.Put(entry.Name, IndexedText.Empty(entry.Sequence));
            return;
        }

        var document = new Document();
        if (stored.Checkpoint is { } checkpoint)
        {
            document.ApplyStoredUpdate(checkpoint.State.Span);
        }

        foreach (var update in stored.Updates)
        {
            document.ApplyStoredUpdate(update.Span);
        }

        var text = DocumentText.Read(document, entry.Kind, options.Value.MaxTextLength);
        index.Put(entry.Name, IndexedText.Of(Math.Max(stored.Sequence, entry.Sequence), text));
    }

    /// <summary>What cannot be read is found by its title until it changes, or until the storage is there again.</summary>
    private async Task TryAsync(DocumentName document, long sequence, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception e) when (e is StoreUnavailableException or DocumentDeletedException)
        {
            Log.NotRead(logger, document, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What is read was written by strangers; whatever it does to the reader, it costs its own document alone.
            index.Put(document, IndexedText.Empty(sequence));
            Log.Unreadable(logger, document, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The text of {Document} could not be read for the search: {Reason}")]
        public static partial void NotRead(ILogger logger, DocumentName document, string reason);

        [LoggerMessage(LogLevel.Warning, "The text of {Document} cannot be read for the search; it is found by its title until it changes")]
        public static partial void Unreadable(ILogger logger, DocumentName document, Exception failure);

        [LoggerMessage(LogLevel.Warning, "The search cannot read the catalogue; trying again in a minute")]
        public static partial void Unavailable(ILogger logger, Exception failure);
    }
}
