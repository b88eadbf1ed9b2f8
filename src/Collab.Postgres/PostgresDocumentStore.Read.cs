using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Collab.Core;
using Collab.Core.Storage;
using Npgsql;

namespace Collab.Postgres;

public sealed partial class PostgresDocumentStore
{
    private const string ReadOnly = "set transaction read only";

    private const string SelectDocument = "select next_seq, checkpoint_seq from documents where name = $1";

    private const string SelectCheckpoint = """
        select checkpoints.seq, checkpoints.crc, checkpoints.state
        from checkpoints join documents on documents.id = checkpoints.document_id
        where documents.name = $1
        """;

    private const string SelectUpdates = """
        select updates.seq, updates.crc, updates.payload
        from updates join documents on documents.id = updates.document_id
        where documents.name = $1 and updates.seq > documents.checkpoint_seq
        order by updates.seq
        """;

    private const string SelectPrevious = """
        select previous.seq, previous.crc, previous.state
        from previous_checkpoints previous join documents on documents.id = previous.document_id
        where documents.name = $1
        """;

    private const string SelectUpdatesSincePrevious = """
        select updates.seq, updates.crc, updates.payload
        from updates
        join documents on documents.id = updates.document_id
        join previous_checkpoints previous on previous.document_id = documents.id
        where documents.name = $1 and updates.seq > previous.seq
        order by updates.seq
        """;

    // .NET's ordinal order compares UTF-16: characters past U+FFFF, written as surrogates, come before U+E000 to U+FFFF.
    // Byte order has them after; the prefix of the highest character there is puts that right.
    private const string SelectAll = """
        select name, next_seq - 1, next_seq - 1 - checkpoint_seq, stored_bytes
        from documents
        order by regexp_replace(name, '([\uE000-\uFFFF])', U&'\+10FFFF' || '\1', 'g') collate "C"
        """;

    public Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken) =>
        ReadGuardedAsync(
            (connection, cancellation) => LoadAsync(connection, document, cancellation), document, cancellationToken);

    public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
        ReadGuardedAsync(
            (connection, cancellation) => LoadPreviousAsync(connection, document, cancellation), document, cancellationToken);

    public async IAsyncEnumerable<StoredDocumentSummary> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (connection, reader) = await GuardAsync(() => OpenListAsync(cancellationToken));
        await using var closing = connection;
        await using var closingFirst = reader;
        while (await GuardAsync(() => reader.ReadAsync(cancellationToken)))
        {
            yield return new StoredDocumentSummary(
                new DocumentName(reader.GetString(0)), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        }
    }

    /// <summary>Runs something that reads one document, and says of bytes that the server cannot read whose they are.</summary>
    private Task<T> ReadGuardedAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> read, DocumentName document, CancellationToken cancellationToken) =>
        RunAsync(
            async (connection, cancellation) =>
            {
                try
                {
                    return await read(connection, cancellation);
                }
                catch (PostgresException failure) when (StoreFailures.IsDamage(failure))
                {
                    throw new DocumentDamagedException($"{document}: {failure.MessageText}", failure);
                }
            },
            cancellationToken);

    private static async Task<StoredDocument?> LoadAsync(
        NpgsqlConnection connection, DocumentName document, CancellationToken cancellationToken)
    {
        // One view of all tables: nothing that is compacted or appended meanwhile shows in one and not in another.
        await using var transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await ReadAsync(transaction, document, cancellationToken);
    }

    private static async Task<StoredDocument?> ReadAsync(
        NpgsqlTransaction transaction, DocumentName document, CancellationToken cancellationToken)
    {
        await using var command = ReadCommand(transaction, document, SelectDocument, SelectCheckpoint, SelectUpdates);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var sequence = reader.GetInt64(0) - 1;
        var checkpointSequence = reader.GetInt64(1);
        await reader.NextResultAsync(cancellationToken);
        var checkpoint = await ReadCheckpointAsync(reader, document, checkpointSequence, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await ReadUpdatesAsync(reader, document, checkpoint, sequence, cancellationToken);
    }

    private static async Task<StoredDocument?> LoadPreviousAsync(
        NpgsqlConnection connection, DocumentName document, CancellationToken cancellationToken)
    {
        await using var transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await ReadPreviousAsync(transaction, document, cancellationToken);
    }

    private static async Task<StoredDocument?> ReadPreviousAsync(
        NpgsqlTransaction transaction, DocumentName document, CancellationToken cancellationToken)
    {
        await using var command =
            ReadCommand(transaction, document, SelectDocument, SelectPrevious, SelectUpdatesSincePrevious);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var sequence = reader.GetInt64(0) - 1;
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var from = reader.GetInt64(0);
        var checkpoint = from == 0 ? null : new Checkpoint(from, ReadChecked(reader, document, from));
        await reader.NextResultAsync(cancellationToken);
        return await ReadUpdatesAsync(reader, document, checkpoint, sequence, cancellationToken);
    }

    private static NpgsqlBatch ReadCommand(NpgsqlTransaction transaction, DocumentName document, params string[] selects)
    {
        var command = new NpgsqlBatch(transaction.Connection, transaction);
        command.BatchCommands.Add(new NpgsqlBatchCommand(ReadOnly));
        foreach (var select in selects)
        {
            command.BatchCommands.Add(new NpgsqlBatchCommand(select) { Parameters = { Text(document.Value) } });
        }

        return command;
    }

    /// <param name="sequence">Of the last update that there must be.</param>
    private static async Task<StoredDocument> ReadUpdatesAsync(
        NpgsqlDataReader reader,
        DocumentName document,
        Checkpoint? checkpoint,
        long sequence,
        CancellationToken cancellationToken)
    {
        var updates = new List<ReadOnlyMemory<byte>>();
        var last = checkpoint?.Sequence ?? 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            updates.Add(ReadChecked(reader, document, ++last));
        }

        return last == sequence
            ? new StoredDocument(checkpoint, updates)
            : throw Damaged(document, $"its updates end at {last}, not at {sequence}");
    }

    private static async Task<Checkpoint?> ReadCheckpointAsync(
        NpgsqlDataReader reader, DocumentName document, long sequence, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(cancellationToken))
        {
            return new Checkpoint(sequence, ReadChecked(reader, document, sequence));
        }

        return sequence == 0 ? null : throw Damaged(document, $"its checkpoint at {sequence} is missing");
    }

    /// <summary>Reads the bytes of a row of (seq, crc, bytes) that must have the sequence given.</summary>
    private static byte[] ReadChecked(NpgsqlDataReader reader, DocumentName document, long sequence)
    {
        if (reader.GetInt64(0) != sequence)
        {
            throw Damaged(document, $"sequence {sequence} is missing, {reader.GetInt64(0)} is in its place");
        }

        var bytes = reader.GetFieldValue<byte[]>(2);
        return Checksum.Of(sequence, bytes) == reader.GetInt32(1)
            ? bytes
            : throw Damaged(document, $"the bytes at sequence {sequence} are not those that were written");
    }

    private async Task<(NpgsqlConnection Connection, NpgsqlDataReader Reader)> OpenListAsync(
        CancellationToken cancellationToken)
    {
        var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(SelectAll, connection);
            return (connection, await command.ExecuteReaderAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static NpgsqlParameter<string> Text(string value) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, TypedValue = value };

    private static DocumentDamagedException Damaged(DocumentName document, FormattableString what) =>
        new($"document {document} is damaged: {what.ToString(CultureInfo.InvariantCulture)}");
}
