using Collab.Core;
using Collab.Core.Storage;
using Npgsql;

namespace Collab.Postgres;

public sealed partial class PostgresDocumentStore
{
    /// <summary>The largest update that is stored, in bytes.</summary>
    /// <remarks>PostgreSQL's own limit is 1 GiB a row, and it holds several copies of a row while it writes it.</remarks>
    public const int MaxUpdateBytes = 256 * 1024 * 1024;

    private const int MaxAttempts = 5;

    public Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Check(batch);
        return batch.Documents.Count == 0
            ? Task.FromResult<IReadOnlyList<AppendResult>>([])
            : RunAsync((connection, cancellation) => AppendAsync(connection, batch, cancellation), cancellationToken);
    }

    private async Task<IReadOnlyList<AppendResult>> AppendAsync(
        NpgsqlConnection connection, AppendBatch batch, CancellationToken cancellationToken)
    {
        var together = true;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var append = new AppendTransaction(connection, batch);
                if (await append.BeginAsync(cancellationToken) is { } repeated)
                {
                    return repeated;
                }

                var results = together
                    ? await append.WriteTogetherAsync(cancellationToken)
                    : await append.WriteOneByOneAsync(cancellationToken);
                LogRefused(results);
                return results;
            }
            catch (Exception failure) when (together && StoreFailures.IsDocumentFault(failure))
            {
                // One document must not hold up the others of the commit: find out which it is.
                together = false;
            }
            catch (Exception failure) when (attempt < MaxAttempts
                && (failure is DocumentVanishedException || StoreFailures.IsCollision(failure)))
            {
                // A document was deleted between finding and locking it, or locks crossed with those of another program.
            }
            catch (DocumentVanishedException failure)
            {
                throw StoreFailures.Unavailable(failure);
            }
        }
    }

    private void LogRefused(IReadOnlyList<AppendResult> results)
    {
        foreach (var result in results)
        {
            if (result.Error is { } failure)
            {
                Log.Refused(_logger, result.Document.Value, failure);
            }
        }
    }

    private static void Check(AppendBatch batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch.Id.Number, 1, nameof(batch));
        var names = new HashSet<DocumentName>(batch.Documents.Count);
        foreach (var (document, updates) in batch.Documents)
        {
            if (document == default || updates.Count == 0 || !names.Add(document))
            {
                throw new ArgumentException(
                    "a batch names each of its documents once, and brings at least one update of each", nameof(batch));
            }
        }
    }
}
