using System.Globalization;
using Collab.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Collab.Postgres;

/// <summary>One attempt at a batch, in one transaction that is rolled back unless it was written to its end.</summary>
/// <remarks>
/// Locks are taken in the same order by everyone: first the writer's row in <c>commits</c>, then new documents' names, then
/// the rows of all documents, both by name. So two batches that overlap wait for each other and never in a circle.
/// </remarks>
internal sealed class AppendTransaction(NpgsqlConnection connection, AppendBatch batch) : IAsyncDisposable
{
    // A repetition waits here for the first attempt, if the server is still at it, and then finds its number taken.
    private const string Claim = """
        insert into commits (writer, number, sequences, committed_at) values ($1, $2, '{}', now())
        on conflict (writer) do update
        set number = excluded.number, sequences = excluded.sequences, committed_at = excluded.committed_at
        where commits.number < excluded.number
        """;

    private const string AddMissing = """
        insert into documents (name)
        select batch.name from unnest($1) as batch (name)
        where not exists (select from documents where documents.name = batch.name collate "C")
        order by batch.name collate "C"
        on conflict (name) do nothing
        returning name
        """;

    private const string Lock =
        "select name, id, next_seq from documents where name = any ($1) order by name for update";

    private const string Repeated = "select number, sequences from commits where writer = $1";

    private const string RemoveAdded = "delete from documents where id = any ($1)";

    private const string Record = "update commits set sequences = $2 where writer = $1";

    private readonly NpgsqlConnection _connection = connection;
    private readonly IReadOnlyList<DocumentUpdates> _documents = batch.Documents;
    private readonly CommitId _commit = batch.Id;
    private readonly long[] _ids = new long[batch.Documents.Count];
    private readonly long[] _next = new long[batch.Documents.Count];
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);
    private NpgsqlTransaction? _transaction;

    public ValueTask DisposeAsync() => _transaction?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Claims the commit's number and locks the documents, adding rows for new ones.</summary>
    /// <returns>Null to go on; or what this same commit was answered, if it had been made before.</returns>
    /// <exception cref="DocumentVanishedException">A document was deleted meanwhile.</exception>
    public async Task<IReadOnlyList<AppendResult>?> BeginAsync(CancellationToken cancellationToken)
    {
        _transaction = await _connection.BeginTransactionAsync(cancellationToken);
        var names = Array.ConvertAll([.. _documents], static document => document.Document.Value);
        await using var command = new NpgsqlBatch(_connection, _transaction);
        var claim = new NpgsqlBatchCommand(Claim) { Parameters = { Uuid(_commit.Writer), Bigint(_commit.Number) } };
        command.BatchCommands.Add(new NpgsqlBatchCommand(DurableCommit.Require));
        command.BatchCommands.Add(claim);
        command.BatchCommands.Add(new NpgsqlBatchCommand(AddMissing) { Parameters = { Texts(names) } });
        command.BatchCommands.Add(new NpgsqlBatchCommand(Lock) { Parameters = { Texts(names) } });
        var locked = 0;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                _added.Add(reader.GetString(0));
            }

            await reader.NextResultAsync(cancellationToken);
            var places = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
            while (await reader.ReadAsync(cancellationToken))
            {
                var place = places[reader.GetString(0)];
                _ids[place] = reader.GetInt64(1);
                _next[place] = reader.GetInt64(2);
                locked++;
            }
        }

        if (claim.RecordsAffected == 0)
        {
            return await ReadRepeatedAsync(cancellationToken);
        }

        return locked == names.Length ? null : throw new DocumentVanishedException();
    }

    /// <summary>Writes all documents' updates and commits.</summary>
    public async Task<IReadOnlyList<AppendResult>> WriteTogetherAsync(CancellationToken cancellationToken)
    {
        var results = new AppendResult[_documents.Count];
        await using var command = new NpgsqlBatch(_connection, _transaction);
        var inserts = new UpdateInserts(command);
        for (var place = 0; place < results.Length; place++)
        {
            results[place] = Add(inserts, place);
        }

        inserts.Complete();
        command.BatchCommands.Add(RecordOf(results));
        await command.ExecuteNonQueryAsync(cancellationToken);
        inserts.CheckAllInserted();
        await CommitAsync();
        return results;
    }

    /// <summary>Writes each document's updates behind a savepoint, leaves out those that are refused, and commits.</summary>
    public async Task<IReadOnlyList<AppendResult>> WriteOneByOneAsync(CancellationToken cancellationToken)
    {
        const string Savepoint = "document";
        var results = new AppendResult[_documents.Count];
        for (var place = 0; place < results.Length; place++)
        {
            await _transaction!.SaveAsync(Savepoint, cancellationToken);
            try
            {
                results[place] = await WriteAsync(place, cancellationToken);
                await _transaction.ReleaseAsync(Savepoint, cancellationToken);
            }
            catch (Exception failure) when (StoreFailures.IsDocumentFault(failure))
            {
                await _transaction.RollbackAsync(Savepoint, cancellationToken);
                results[place] = new AppendResult(_documents[place].Document, 0, failure);
            }
        }

        await using var command = new NpgsqlBatch(_connection, _transaction);
        command.BatchCommands.Add(new NpgsqlBatchCommand(RemoveAdded) { Parameters = { RefusedAndAdded(results) } });
        command.BatchCommands.Add(RecordOf(results));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await CommitAsync();
        return results;
    }

    private async Task<AppendResult> WriteAsync(int place, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlBatch(_connection, _transaction);
        var inserts = new UpdateInserts(command);
        var result = Add(inserts, place);
        inserts.Complete();
        await command.ExecuteNonQueryAsync(cancellationToken);
        inserts.CheckAllInserted();
        return result;
    }

    private AppendResult Add(UpdateInserts inserts, int place)
    {
        var (document, updates) = _documents[place];
        inserts.Add(_ids[place], _next[place], updates);
        return new AppendResult(document, _next[place] + updates.Count - 1);
    }

    // A commit that was sent is waited for, so that stopping a process leaves as few outcomes unknown as can be.
    private Task CommitAsync() => _transaction!.CommitAsync(CancellationToken.None);

    private async Task<IReadOnlyList<AppendResult>> ReadRepeatedAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Repeated, _connection, _transaction)
        {
            Parameters = { Uuid(_commit.Writer) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var number = reader.GetInt64(0);
        var sequences = reader.GetFieldValue<long[]>(1);
        if (number != _commit.Number || sequences.Length != _documents.Count)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"commit {_commit.Number} of writer {_commit.Writer} is not the one made last, which was {number}"));
        }

        return Array.ConvertAll([.. _documents.Zip(sequences)], static entry => entry.Second == 0
            ? new AppendResult(entry.First.Document, 0, new IOException("refused when the commit was first made"))
            : new AppendResult(entry.First.Document, entry.Second));
    }

    /// <summary>The documents that this transaction would otherwise leave as rows without an update.</summary>
    private NpgsqlParameter<long[]> RefusedAndAdded(AppendResult[] results) => Bigints(
    [
        .. results.Index()
            .Where(entry => entry.Item.Error is not null && _added.Contains(entry.Item.Document.Value))
            .Select(entry => _ids[entry.Index]),
    ]);

    private NpgsqlBatchCommand RecordOf(AppendResult[] results) => new(Record)
    {
        Parameters =
        {
            Uuid(_commit.Writer),
            Bigints(Array.ConvertAll(results, static result => result.Sequence)),
        },
    };

    private static NpgsqlParameter<Guid> Uuid(Guid value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Uuid, TypedValue = value };

    private static NpgsqlParameter<long> Bigint(long value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = value };

    private static NpgsqlParameter<long[]> Bigints(long[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, TypedValue = values };

    private static NpgsqlParameter<string[]> Texts(string[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = values };
}
