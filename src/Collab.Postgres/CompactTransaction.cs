using System.Globalization;
using Collab.Core;
using Collab.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Collab.Postgres;

/// <summary>One document's compaction, under its row lock and in one transaction, which is rolled back unless it was written to
/// its end.</summary>
/// <remarks>
/// What is newest when it begins either becomes the previous checkpoint, or is replaced while an earlier one stays the
/// previous. Bytes that cannot be read take nothing's place: a checkpoint that is damaged never becomes the previous one.
/// </remarks>
/// <param name="unreadable">What an attempt before found out.</param>
internal sealed class CompactTransaction(
    NpgsqlConnection connection,
    DocumentName document,
    PostgresStoreOptions options,
    DateTimeOffset now,
    UnreadableCheckpointException? unreadable) : IAsyncDisposable
{
    private const string Lock = "select id, next_seq, checkpoint_seq from documents where name = $1 for update";

    // The sweep holds this lock without the document's.
    private const string LockPrevious =
        "select seq, replaced_at, log_bytes from previous_checkpoints where document_id = $1 for update";

    private const string Measure = """
        select count(*), coalesce(sum(octet_length(payload)), 0)::bigint
        from updates
        where document_id = $1 and seq > $2 and seq <= $3
        """;

    private const string DeletePrefix = "delete from updates where document_id = $1 and seq <= $2";

    private const string DeletePrevious = "delete from previous_checkpoints where document_id = $1";

    private const string KeepPrevious =
        "update previous_checkpoints set replaced_at = $2, log_bytes = $3 where document_id = $1";

    private const string ReplacePrevious = """
        insert into previous_checkpoints (document_id, seq, crc, state, replaced_at, log_bytes)
        select documents.id, documents.checkpoint_seq, checkpoints.crc, checkpoints.state, $2, $3
        from documents left join checkpoints on checkpoints.document_id = documents.id
        where documents.id = $1
        on conflict (document_id) do update
        set seq = excluded.seq, crc = excluded.crc, state = excluded.state,
            replaced_at = excluded.replaced_at, log_bytes = excluded.log_bytes
        """;

    private const string StoreCheckpoint = """
        insert into checkpoints (document_id, seq, crc, state) values ($1, $2, $3, $4)
        on conflict (document_id) do update
        set seq = excluded.seq, crc = excluded.crc, state = excluded.state
        """;

    private const string RaiseCheckpoint = """
        update documents
        set checkpoint_seq = $2, stored_bytes = $3
            + (select coalesce(sum(octet_length(payload)), 0) from updates where document_id = $1 and seq > $2)
        where id = $1
        """;

    private readonly NpgsqlConnection _connection = connection;
    private readonly DocumentName _document = document;
    private readonly PostgresStoreOptions _options = options;
    private readonly DateTimeOffset _now = now;
    private NpgsqlTransaction? _transaction;

    public ValueTask DisposeAsync() => _transaction?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <returns>Whether the checkpoint was stored; not if it is not newer than the one there, or claims what was never
    /// appended.</returns>
    /// <exception cref="DocumentDamagedException">Updates that it would replace are missing; nothing changes.</exception>
    /// <exception cref="UnreadableCheckpointException">It has to be run again with this; nothing changed.</exception>
    public async Task<bool> RunAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        _transaction = await _connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(cancellationToken) is not { } locked || checkpoint.Sequence >= locked.NextSequence
            || !await CanReplaceAsync(locked, checkpoint.Sequence, cancellationToken))
        {
            return false;
        }

        var previous = await LockPreviousAsync(locked.Id, cancellationToken);
        var logBytes = await MeasureAsync(locked, checkpoint.Sequence, cancellationToken);
        var fate = await DecideAsync(locked, previous, cancellationToken);
        await using (var command = new NpgsqlBatch(_connection, _transaction))
        {
            // What is kept begins after the previous checkpoint; without one nothing is.
            var keptAfter = fate switch
            {
                PreviousFate.Goes => checkpoint.Sequence,
                PreviousFate.Replaced => locked.CheckpointSequence,
                _ => previous!.Value.Sequence,
            };
            var delete = new NpgsqlBatchCommand(DeletePrefix) { Parameters = { Bigint(locked.Id), Bigint(keptAfter) } };
            command.BatchCommands.Add(new NpgsqlBatchCommand(DurableCommit.Require));
            command.BatchCommands.Add(delete);
            foreach (var statement in Statements(locked.Id, checkpoint, fate, previous, logBytes))
            {
                command.BatchCommands.Add(statement);
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await _transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>A checkpoint of the same sequence replaces one that cannot be read, and nothing else.</summary>
    private async Task<bool> CanReplaceAsync(Locked locked, long sequence, CancellationToken cancellationToken) =>
        sequence > locked.CheckpointSequence
        || (sequence == locked.CheckpointSequence && !await IsNewestReadableAsync(locked, cancellationToken));

    private async Task<PreviousFate> DecideAsync(Locked locked, Previous? previous, CancellationToken cancellationToken)
    {
        if (_options.KeepReplacedFor == TimeSpan.Zero)
        {
            return PreviousFate.Goes;
        }

        if (previous is { } kept && _now - kept.ReplacedAt < _options.KeepReplacedFor
            && kept.LogBytes < _options.KeepReplacedBytes)
        {
            return PreviousFate.Stays;
        }

        if (await IsNewestReadableAsync(locked, cancellationToken))
        {
            return PreviousFate.Replaced;
        }

        return previous is null ? PreviousFate.Goes : PreviousFate.StaysAnew;
    }

    private IEnumerable<NpgsqlBatchCommand> Statements(
        long id, Checkpoint checkpoint, PreviousFate fate, Previous? previous, long logBytes)
    {
        var since = new NpgsqlParameter<DateTimeOffset>
        {
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
            TypedValue = fate == PreviousFate.Stays ? previous!.Value.ReplacedAt : _now,
        };
        var keptBytes = fate == PreviousFate.Replaced ? logBytes : logBytes + (previous?.LogBytes ?? 0);
        yield return fate switch
        {
            PreviousFate.Goes => new NpgsqlBatchCommand(DeletePrevious) { Parameters = { Bigint(id) } },
            PreviousFate.Replaced => new NpgsqlBatchCommand(ReplacePrevious)
            {
                Parameters = { Bigint(id), since, Bigint(keptBytes) },
            },
            _ => new NpgsqlBatchCommand(KeepPrevious) { Parameters = { Bigint(id), since, Bigint(keptBytes) } },
        };
        yield return new NpgsqlBatchCommand(StoreCheckpoint)
        {
            Parameters =
            {
                Bigint(id),
                Bigint(checkpoint.Sequence),
                new NpgsqlParameter<int> { TypedValue = Checksum.Of(checkpoint.Sequence, checkpoint.State.Span) },
                new NpgsqlParameter<ReadOnlyMemory<byte>>
                {
                    NpgsqlDbType = NpgsqlDbType.Bytea,
                    TypedValue = checkpoint.State,
                },
            },
        };
        yield return new NpgsqlBatchCommand(RaiseCheckpoint)
        {
            Parameters = { Bigint(id), Bigint(checkpoint.Sequence), Bigint(checkpoint.State.Length) },
        };
    }

    private async Task<bool> IsNewestReadableAsync(Locked locked, CancellationToken cancellationToken) =>
        (unreadable?.DocumentId, unreadable?.Sequence) != (locked.Id, locked.CheckpointSequence)
        && await NewestCheckpoint.IsReadableAsync(_transaction!, locked.Id, locked.CheckpointSequence, cancellationToken);

    private async Task<Locked?> LockAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Lock, _connection, _transaction)
        {
            Parameters = { new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = _document.Value } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Locked(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))
            : null;
    }

    private async Task<Previous?> LockPreviousAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LockPrevious, _connection, _transaction)
        {
            Parameters = { Bigint(id) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Previous(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt64(2))
            : null;
    }

    /// <summary>The bytes of the updates that the checkpoint stands for and the newest one does not.</summary>
    /// <remarks>What could not be loaded whole must not be replaced: the checkpoint was then made of less than it
    /// claims.</remarks>
    private async Task<long> MeasureAsync(Locked locked, long sequence, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Measure, _connection, _transaction)
        {
            Parameters = { Bigint(locked.Id), Bigint(locked.CheckpointSequence), Bigint(sequence) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var replaced = sequence - locked.CheckpointSequence;
        var stored = reader.GetInt64(0);
        return stored == replaced
            ? reader.GetInt64(1)
            : throw new DocumentDamagedException(string.Create(
                CultureInfo.InvariantCulture,
                $"document {_document} is damaged: of {replaced} updates up to {sequence} {stored} are stored"));
    }

    private static NpgsqlParameter<long> Bigint(long value) => new() { TypedValue = value };

    private enum PreviousFate
    {
        /// <summary>It goes, with the log that was kept for it, and nothing takes its place.</summary>
        Goes,

        /// <summary>It stays until its time is over.</summary>
        Stays,

        /// <summary>Its time is over, but the newest checkpoint cannot be read: there is nothing to take its place.</summary>
        StaysAnew,

        /// <summary>It goes, and what is newest now takes its place; also if there was none.</summary>
        Replaced,
    }

    private readonly record struct Locked(long Id, long NextSequence, long CheckpointSequence);

    private readonly record struct Previous(long Sequence, DateTimeOffset ReplacedAt, long LogBytes);
}
