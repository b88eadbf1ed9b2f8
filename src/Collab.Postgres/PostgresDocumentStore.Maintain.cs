using Collab.Core;
using Collab.Core.Storage;
using Npgsql;

namespace Collab.Postgres;

public sealed partial class PostgresDocumentStore
{
    private const string LockOne = "select id from documents where name = $1 for update";

    private const string DeleteUpdates = "delete from updates where document_id = $1";

    // Its checkpoints go with it.
    private const string DeleteDocument = "delete from documents where id = $1";

    /// <exception cref="DocumentDamagedException">Updates that it would replace are missing; nothing changes.</exception>
    public async Task<bool> CompactAsync(
        DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        try
        {
            return await CompactAsync(document, checkpoint, null, cancellationToken);
        }
        catch (UnreadableCheckpointException unreadable)
        {
            return await CompactAsync(document, checkpoint, unreadable, cancellationToken);
        }
    }

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
        RunAsync((connection, cancellation) => DeleteAsync(connection, document, cancellation), cancellationToken);

    private Task<bool> CompactAsync(
        DocumentName document,
        Checkpoint checkpoint,
        UnreadableCheckpointException? unreadable,
        CancellationToken cancellationToken) =>
        RunAsync(
            async (connection, cancellation) =>
            {
                await using var compaction =
                    new CompactTransaction(connection, document, _options, _time.GetUtcNow(), unreadable);
                return await compaction.RunAsync(checkpoint, cancellation);
            },
            cancellationToken);

    private static async Task<bool> DeleteAsync(
        NpgsqlConnection connection, DocumentName document, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, transaction, document, cancellationToken) is not { } id)
        {
            return false;
        }

        await using (var command = new NpgsqlBatch(connection, transaction))
        {
            command.BatchCommands.Add(new NpgsqlBatchCommand(DurableCommit.Require));
            foreach (var delete in new[] { DeleteUpdates, DeleteDocument })
            {
                command.BatchCommands.Add(new NpgsqlBatchCommand(delete) { Parameters = { Bigint(id) } });
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task<long?> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        DocumentName document,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LockOne, connection, transaction)
        {
            Parameters = { Text(document.Value) },
        };
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static NpgsqlParameter<long> Bigint(long value) => new() { TypedValue = value };
}
