using Npgsql;

namespace Collab.Postgres;

/// <summary>Finds out whether a document's newest checkpoint is there as it was written.</summary>
internal static class NewestCheckpoint
{
    private const string Select = "select seq, crc, state from checkpoints where document_id = $1";

    /// <summary>Reads it whole.</summary>
    /// <param name="sequence">The sequence it must have; 0 where there is none to read, which is well.</param>
    /// <exception cref="UnreadableCheckpointException">The server stumbled over it: the connection is of no more
    /// use.</exception>
    public static async Task<bool> IsReadableAsync(
        NpgsqlTransaction transaction, long id, long sequence, CancellationToken cancellationToken)
    {
        if (sequence == 0)
        {
            return true;
        }

        try
        {
            await using var command = new NpgsqlCommand(Select, transaction.Connection, transaction)
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = id } },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken)
                && reader.GetInt64(0) == sequence
                && Checksum.Of(sequence, reader.GetFieldValue<byte[]>(2)) == reader.GetInt32(1);
        }
        catch (PostgresException failure) when (StoreFailures.IsDamage(failure))
        {
            throw new UnreadableCheckpointException(id, sequence, failure);
        }
    }
}
