using Collab.Core;
using Collab.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Collab.Postgres;

public sealed partial class PostgresDocumentStore
{
    private const string LockOne = "select id, next_seq, checkpoint_seq from documents where name = $1 for update";

    private const string DeletePrefix = "delete from updates where document_id = $1 and seq <= $2";

    private const string StoreCheckpoint = """
        insert into checkpoints (document_id, seq, crc, state) values ($1, $2, $3, $4)
        on conflict (document_id) do update
        set seq = excluded.seq, crc = excluded.crc, state = excluded.state
        where checkpoints.seq < excluded.seq
        """;

    private const string RaiseCheckpoint = """
        update documents
        set checkpoint_seq = $2, stored_bytes =
            (select octet_length(state) from checkpoints where document_id = $1)
            + (select coalesce(sum(octet_length(payload)), 0) from updates where document_id = $1)
        where id = $1
        """;

    private const string DeleteUpdates = "delete from updates where document_id = $1";

    // Its checkpoint goes with it.
    private const string DeleteDocument = "delete from documents where id = $1";

    /// <exception cref="DocumentDamagedException">Updates that it would replace are missing; nothing changes.</exception>
    public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return RunAsync(
            (connection, cancellation) => CompactAsync(connection, document, checkpoint, cancellation), cancellationToken);
    }

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
        RunAsync((connection, cancellation) => DeleteAsync(connection, document, cancellation), cancellationToken);

    private static async Task<bool> CompactAsync(
        NpgsqlConnection connection, DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, transaction, document, cancellationToken) is not { } locked
            || checkpoint.Sequence <= locked.CheckpointSequence
            || checkpoint.Sequence >= locked.NextSequence)
        {
            return false;
        }

        var id = Bigint(locked.Id);
        var sequence = Bigint(checkpoint.Sequence);
        var delete = new NpgsqlBatchCommand(DeletePrefix) { Parameters = { id, sequence } };
        var store = new NpgsqlBatchCommand(StoreCheckpoint)
        {
            Parameters =
            {
                id.Clone(),
                sequence.Clone(),
                new NpgsqlParameter<int> { TypedValue = Checksum.Of(checkpoint.Sequence, checkpoint.State.Span) },
                Bytea(checkpoint.State),
            },
        };
        var raise = new NpgsqlBatchCommand(RaiseCheckpoint) { Parameters = { id.Clone(), sequence.Clone() } };
        await using (var command = new NpgsqlBatch(connection, transaction) { BatchCommands = { delete, store, raise } })
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // What could not be loaded whole must not be replaced: the checkpoint was then made of less than it claims.
        var replaced = checkpoint.Sequence - locked.CheckpointSequence;
        var deleted = (long)delete.RecordsAffected;
        if (deleted != replaced || store.RecordsAffected == 0)
        {
            throw Damaged(document, $"of {replaced} updates up to {checkpoint.Sequence} {deleted} are stored");
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task<bool> DeleteAsync(
        NpgsqlConnection connection, DocumentName document, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, transaction, document, cancellationToken) is not { } locked)
        {
            return false;
        }

        await using (var command = new NpgsqlBatch(connection, transaction))
        {
            foreach (var delete in new[] { DeleteUpdates, DeleteDocument })
            {
                command.BatchCommands.Add(new NpgsqlBatchCommand(delete) { Parameters = { Bigint(locked.Id) } });
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task<LockedDocument?> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        DocumentName document,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LockOne, connection, transaction)
        {
            Parameters = { Text(document.Value) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new LockedDocument(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))
            : null;
    }

    private static NpgsqlParameter<long> Bigint(long value) => new() { TypedValue = value };

    private static NpgsqlParameter<ReadOnlyMemory<byte>> Bytea(ReadOnlyMemory<byte> value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = value };

    private readonly record struct LockedDocument(long Id, long NextSequence, long CheckpointSequence);
}
