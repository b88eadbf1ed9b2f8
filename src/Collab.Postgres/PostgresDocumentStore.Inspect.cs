using System.Data;
using System.Globalization;
using Collab.Core;
using Collab.Core.Storage;
using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Collab.Postgres;

public sealed partial class PostgresDocumentStore
{
    // What is kept for the previous checkpoint; and what compaction should have removed.
    private const string SelectReplaced = """
        select updates.seq, updates.crc, updates.payload
        from updates join documents on documents.id = updates.document_id
        where documents.name = $1 and updates.seq <= documents.checkpoint_seq
        order by updates.seq
        """;

    private const string CountOrphans = """
        select count(*) from updates where not exists (select from documents where documents.id = updates.document_id)
        """;

    /// <summary>Opens the store to be looked through, without setting the database up; servers may go on using it.</summary>
    /// <returns>It reads through this store, which has to outlive it.</returns>
    /// <exception cref="StoreUnavailableException">PostgreSQL is not there.</exception>
    /// <exception cref="InvalidOperationException">PostgreSQL refuses, or the database has not the schema of this
    /// version.</exception>
    public async Task<IStoreInspection> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(OpenInspectionAsync, cancellationToken);
        }
        catch (StoreUnavailableException failure) when (
            failure.InnerException is PostgresException refusal && !IsNotUpYet(refusal))
        {
            throw new InvalidOperationException(refusal.MessageText, failure);
        }
    }

    private async Task<IStoreInspection> OpenInspectionAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await CheckSchemaAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(CountOrphans, connection)
        {
            // It reads an index of all updates.
            CommandTimeout = (int)MigrationTimeout.TotalSeconds,
        };
        var orphans = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return new Inspection(this, orphans == 0 ? [] :
        [
            new StoreFinding(FindingSeverity.Damage, string.Create(
                CultureInfo.InvariantCulture, $"{orphans} updates belong to no document: rows of documents are lost")),
        ]);
    }

    private static async Task CheckSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<CollabDbContext>().UseNpgsql(connection);
        await using var context = new CollabDbContext(options.Options);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (!context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal).SetEquals(applied))
        {
            throw new InvalidOperationException(applied.Any()
                ? "the database was set up by another version"
                : "there is no store in the database");
        }
    }

    private static async Task<InspectedDocument?> InspectAsync(
        NpgsqlConnection connection, DocumentName document, CancellationToken cancellationToken)
    {
        await using var transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (await ReadAsync(transaction, document, cancellationToken) is not { } stored)
        {
            return null;
        }

        var findings = new List<StoreFinding>();
        var previous = await ReadKeptAsync(
            () => ReadPreviousAsync(transaction, document, cancellationToken), document, findings);
        var replaced = previous is null && findings.Count > 0
            ? []
            : await ReadKeptAsync(() => ReadReplacedAsync(transaction, document, cancellationToken), document, findings);
        return new InspectedDocument(stored, replaced ?? [], previous?.Checkpoint) { Findings = findings };
    }

    /// <summary>Reads something that no load needs: its damage is told, and is no reason to refuse the document.</summary>
    private static async Task<T?> ReadKeptAsync<T>(
        Func<Task<T?>> read, DocumentName document, List<StoreFinding> findings)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (failure is DocumentDamagedException
            || StoreFailures.IsDamage(failure))
        {
            findings.Add(new StoreFinding(
                FindingSeverity.Damage, $"what is kept from before its checkpoint cannot be read: {failure.Message}", document));
            return null;
        }
    }

    private static async Task<List<ReadOnlyMemory<byte>>?> ReadReplacedAsync(
        NpgsqlTransaction transaction, DocumentName document, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SelectReplaced, transaction.Connection, transaction)
        {
            Parameters = { Text(document.Value) },
        };
        var replaced = new List<ReadOnlyMemory<byte>>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            replaced.Add(ReadChecked(reader, document, reader.GetInt64(0)));
        }

        return replaced;
    }

    private sealed class Inspection(PostgresDocumentStore store, IReadOnlyList<StoreFinding> findings) : IStoreInspection
    {
        public IReadOnlyList<StoreFinding> Findings => findings;

        public IAsyncEnumerable<StoredDocumentSummary> ListAsync(CancellationToken cancellationToken) =>
            store.ListAsync(cancellationToken);

        public Task<InspectedDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken) =>
            store.ReadGuardedAsync(
                (connection, cancellation) => InspectAsync(connection, document, cancellation), document, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
