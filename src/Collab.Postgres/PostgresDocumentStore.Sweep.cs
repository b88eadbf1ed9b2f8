using Collab.Core.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Collab.Postgres;

public sealed partial class PostgresDocumentStore
{
    // Any number of processes may do this at once: each takes another document. Appends do not wait for it.
    private const string LockExpired = """
        select document_id from previous_checkpoints
        where replaced_at <= $1
        order by replaced_at
        limit 1
        for update skip locked
        """;

    // After the lock, for which a compaction of the document waits: this is newest until the transaction ends.
    private const string SelectNewest = "select checkpoint_seq from documents where id = $1";

    private const string DropPrevious = "delete from previous_checkpoints where document_id = $1";

    private const string DropKeptLog = "delete from updates where document_id = $1 and seq <= $2";

    private const string KeepLonger = """
        update previous_checkpoints set replaced_at = $2
        from documents
        where document_id = $1 and documents.id = document_id
        returning documents.name
        """;

    // A repetition comes within minutes of its commit; a process that wrote nothing for so long repeats nothing.
    private const string ForgetOldCommits = "delete from commits where committed_at < now() - interval '30 days'";

    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task? _sweeping;

    /// <summary>Removes what was kept long enough; at the start and then once an hour, until the store is disposed of.</summary>
    private async Task SweepAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    await SweepOnceAsync(_stopping.Token);
                }
                catch (StoreUnavailableException failure)
                {
                    Log.SweepPutOff(_logger, failure.Message);
                }

                await Task.Delay(SweepInterval, _time, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The store is disposed of.
        }
    }

    private async Task SweepOnceAsync(CancellationToken cancellationToken)
    {
        var dropped = 0;
        while (await DropOneAsync(cancellationToken))
        {
            dropped++;
        }

        await RunAsync(
            async (connection, cancellation) =>
            {
                await using var command = new NpgsqlCommand(ForgetOldCommits, connection);
                return await command.ExecuteNonQueryAsync(cancellation);
            },
            cancellationToken);
        if (dropped > 0)
        {
            Log.Swept(_logger, dropped);
        }
    }

    /// <summary>Drops one previous checkpoint whose time is over, unless the newest one cannot be read.</summary>
    /// <returns>Whether there was one.</returns>
    private async Task<bool> DropOneAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(DropOneAsync, cancellationToken);
        }
        catch (UnreadableCheckpointException unreadable)
        {
            return await RunAsync(
                (connection, cancellation) => KeepLongerAsync(connection, unreadable.DocumentId, cancellation),
                cancellationToken);
        }
    }

    private async Task<bool> DropOneAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockExpiredAsync(transaction, cancellationToken) is not var (id, sequence))
        {
            return false;
        }

        if (!await NewestCheckpoint.IsReadableAsync(transaction, id, sequence, cancellationToken))
        {
            await KeepLongerAsync(connection, id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }

        await using var command = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(DropPrevious) { Parameters = { Bigint(id) } },
                new NpgsqlBatchCommand(DropKeptLog) { Parameters = { Bigint(id), Bigint(sequence) } },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<bool> KeepLongerAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(KeepLonger, connection)
        {
            Parameters = { Bigint(id), Moment(_time.GetUtcNow()) },
        };
        if (await command.ExecuteScalarAsync(cancellationToken) is string name)
        {
            Log.KeptLonger(_logger, name);
        }

        return true;
    }

    private async Task<(long Id, long Sequence)?> LockExpiredAsync(
        NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var expired = new NpgsqlCommand(LockExpired, transaction.Connection, transaction)
        {
            Parameters = { Moment(_time.GetUtcNow() - _options.KeepReplacedFor) },
        };
        if (await expired.ExecuteScalarAsync(cancellationToken) is not long id)
        {
            return null;
        }

        await using var newest = new NpgsqlCommand(SelectNewest, transaction.Connection, transaction)
        {
            Parameters = { Bigint(id) },
        };
        return (id, (long)(await newest.ExecuteScalarAsync(cancellationToken))!);
    }

    private static NpgsqlParameter<DateTimeOffset> Moment(DateTimeOffset value) =>
        new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, TypedValue = value };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Dropped the previous checkpoints of {Documents} documents: their time is over")]
        public static partial void Swept(ILogger logger, int documents);

        [LoggerMessage(LogLevel.Critical,
            "The newest checkpoint of document {Document} cannot be read: the one before it, whose time is over, is kept")]
        public static partial void KeptLonger(ILogger logger, string document);

        [LoggerMessage(LogLevel.Warning, "What was kept long enough is removed an hour later: {Reason}")]
        public static partial void SweepPutOff(ILogger logger, string reason);
    }
}
