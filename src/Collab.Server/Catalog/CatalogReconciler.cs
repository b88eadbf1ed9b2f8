using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Server.Catalog;

/// <summary>Brings the catalogue up to what the store holds: documents that it does not list, or lists at an older sequence.</summary>
/// <remarks>At a start after a crash these are the documents that changed in the last moments, and all of them if the
/// catalogue was lost.</remarks>
internal sealed partial class CatalogReconciler(
    IDocumentStore store, ICatalog catalog, TimeProvider time, ILogger<CatalogReconciler> logger)
{
    private const int RecordsAtOnce = 100;

    /// <exception cref="StoreUnavailableException">The store or the catalogue cannot be used now.</exception>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var listed = (await catalog.ListAsync(cancellationToken)).ToDictionary(entry => entry.Name);
        var deleted = (await catalog.ListDeletedAsync(cancellationToken)).ToHashSet();
        List<DocumentRecord> records = [];
        var brought = 0;
        await foreach (var stored in store.ListAsync(cancellationToken))
        {
            var entry = listed.GetValueOrDefault(stored.Document);
            if ((entry is not null && entry.Sequence >= stored.Sequence) || deleted.Contains(stored.Document))
            {
                continue;
            }

            records.Add(await ReadAsync(stored, entry, cancellationToken));
            brought++;
            if (records.Count == RecordsAtOnce)
            {
                await catalog.RecordAsync(records, cancellationToken);
                records.Clear();
            }
        }

        await catalog.RecordAsync(records, cancellationToken);
        if (brought > 0)
        {
            Log.Reconciled(logger, brought);
        }
    }

    private async Task<DocumentRecord> ReadAsync(
        StoredDocumentSummary summary, DocumentEntry? entry, CancellationToken cancellationToken)
    {
        var name = summary.Document;
        try
        {
            var stored = await store.LoadAsync(name, cancellationToken);
            return DocumentRecord.Of(name, stored?.Sequence ?? summary.Sequence, ReadMeta(stored), time.GetUtcNow());
        }
        catch (Exception e) when (e is DocumentDamagedException or MalformedUpdateException or PendingLimitException)
        {
            // It is listed all the same: who opens it is told, and nobody wonders where it went.
            Log.Damaged(logger, name, e);
            return new DocumentRecord(
                name, summary.Sequence, entry?.Kind ?? DocumentKind.Other, entry?.Title ?? "", time.GetUtcNow());
        }
    }

    private static DocumentMeta ReadMeta(StoredDocument? stored)
    {
        var document = new Document();
        if (stored?.Checkpoint is { } checkpoint)
        {
            document.ApplyUpdate(checkpoint.State.Span);
        }

        foreach (var update in stored?.Updates ?? [])
        {
            document.ApplyUpdate(update.Span);
        }

        return DocumentMeta.Read(document);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The catalogue was brought up to date with {Count} documents")]
        public static partial void Reconciled(ILogger logger, int count);

        [LoggerMessage(LogLevel.Error, "Document {Document} cannot be read")]
        public static partial void Damaged(ILogger logger, DocumentName document, Exception failure);
    }
}
