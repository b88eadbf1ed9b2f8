using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Sessions;

/// <summary>Reads documents from the store, whole or not at all.</summary>
/// <remarks>If the newest checkpoint or the log after it is damaged, the checkpoint before it and the longer log stand in. Where that
/// fails too the document is refused: what cannot be read never becomes an empty document, nor one with less.</remarks>
internal sealed partial class DocumentLoader
{
    private readonly SessionEnvironment _environment;
    private readonly ILogger _logger;

    public DocumentLoader(SessionEnvironment environment)
    {
        _environment = environment;
        _logger = environment.Loggers.CreateLogger<DocumentLoader>();
    }

    /// <param name="newDocument">Makes the empty document to read into; asked again for the second try.</param>
    /// <exception cref="DocumentDamagedException">Neither the newest checkpoint nor the one before it leads to the document.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public Task<LoadedDocument<Document>> LoadAsync(
        DocumentName name, Func<Document> newDocument, CancellationToken cancellationToken) =>
        LoadAsync(name, stored => Read(stored, newDocument()), cancellationToken);

    /// <summary>Reads a document for a session: one that is whole in its checkpoint is not integrated yet.</summary>
    /// <inheritdoc cref="LoadAsync(DocumentName, Func{Document}, CancellationToken)"/>
    public Task<LoadedDocument<OpenedDocument>> OpenAsync(
        DocumentName name, Func<Document> newDocument, CancellationToken cancellationToken) =>
        LoadAsync(name, stored => Open(stored, newDocument), cancellationToken);

    private async Task<LoadedDocument<T>> LoadAsync<T>(
        DocumentName name, Func<StoredDocument?, T> read, CancellationToken cancellationToken)
    {
        try
        {
            var loaded = await LoadNewestOrPreviousAsync(name, read, cancellationToken);
            _environment.Metrics.Loaded(loaded.IsFallback ? "previous" : "newest");
            return loaded;
        }
        catch (DocumentDamagedException)
        {
            _environment.Metrics.Loaded("damaged");
            throw;
        }
        catch
        {
            _environment.Metrics.Loaded("failed");
            throw;
        }
    }

    private async Task<LoadedDocument<T>> LoadNewestOrPreviousAsync<T>(
        DocumentName name, Func<StoredDocument?, T> read, CancellationToken cancellationToken)
    {
        var needed = 0L;
        Exception damage;
        try
        {
            var newest = await _environment.Store.LoadAsync(name, cancellationToken);
            needed = newest?.Sequence ?? 0;
            return new LoadedDocument<T>(read(newest), newest, IsFallback: false);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            Log.NewestDamaged(_logger, name, exception);
            damage = exception;
        }

        try
        {
            if (await _environment.Store.LoadPreviousAsync(name, cancellationToken) is { } previous
                && previous.Sequence >= needed)
            {
                var document = read(previous);
                Log.PreviousLoaded(_logger, name, previous.Checkpoint?.Sequence ?? 0, previous.Sequence);
                return new LoadedDocument<T>(document, previous, IsFallback: true);
            }
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            Log.PreviousDamaged(_logger, name, exception);
        }

        throw new DocumentDamagedException($"{name} cannot be read: {damage.Message}", damage);
    }

    /// <summary>Applies all that is stored, without the limits that clients' updates have: it was accepted once.</summary>
    private static Document Read(StoredDocument? stored, Document document)
    {
        if (stored?.Checkpoint is { } checkpoint)
        {
            document.ApplyStoredUpdate(checkpoint.State.Span);
        }

        foreach (var update in stored?.Updates ?? [])
        {
            document.ApplyStoredUpdate(update.Span);
        }

        return document;
    }

    private static OpenedDocument Open(StoredDocument? stored, Func<Document> newDocument) =>
        stored is { Checkpoint.State: var state, Updates.Count: 0 } && SelfContainedState.TryRead(state.Span) is { } read
            ? new OpenedDocument(state, read, newDocument)
            : new OpenedDocument(Read(stored, newDocument()));

    private static bool IsDamage(Exception exception) =>
        exception is DocumentDamagedException or MalformedUpdateException or PendingLimitException;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Document}: what is stored of it is damaged; the checkpoint before the newest is tried")]
        public static partial void NewestDamaged(ILogger logger, DocumentName document, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Document}: the checkpoint before the newest is damaged too")]
        public static partial void PreviousDamaged(ILogger logger, DocumentName document, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: read from the checkpoint at {Checkpoint} and the log up to {Sequence}; nothing is missing")]
        public static partial void PreviousLoaded(ILogger logger, DocumentName document, long checkpoint, long sequence);
    }
}
