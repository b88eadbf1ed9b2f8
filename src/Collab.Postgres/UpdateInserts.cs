using System.Globalization;
using Collab.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Collab.Postgres;

/// <summary>Turns documents' updates into statements of a bounded size, added to one command.</summary>
internal sealed class UpdateInserts(NpgsqlBatch command)
{
    /// <summary>Beyond some hundred rows a statement gains nothing more (measured: docs/postgres.md).</summary>
    public const int MaxRows = 500;

    // A statement's parameters are held whole by the server; one update may be larger and then goes alone.
    private const int MaxBytes = 8 * 1024 * 1024;

    // A conflict cannot come of two writers, as both hold the document's lock in turn; it is counted, and found below.
    private const string Insert = """
        insert into updates (document_id, seq, crc, payload)
        select * from unnest($1, $2, $3, $4)
        on conflict do nothing
        """;

    private const string Advance = """
        update documents
        set next_seq = next_seq + batch.updates, stored_bytes = stored_bytes + batch.bytes
        from unnest($1, $2, $3) as batch (id, updates, bytes)
        where documents.id = batch.id
        """;

    private readonly List<(NpgsqlBatchCommand Statement, int Rows)> _inserted = [];
    private readonly List<long> _documents = [];
    private readonly List<long> _counts = [];
    private readonly List<long> _sizes = [];
    private List<long> _ids = [];
    private List<long> _sequences = [];
    private List<int> _checksums = [];
    private List<ReadOnlyMemory<byte>> _payloads = [];
    private long _bytes;

    /// <summary>Adds one document's updates, the first of them at the given sequence.</summary>
    /// <exception cref="UpdateTooLargeException">One of them does not fit into a row.</exception>
    public void Add(long document, long sequence, IReadOnlyList<ReadOnlyMemory<byte>> updates)
    {
        var size = 0L;
        foreach (var update in updates)
        {
            if (update.Length > PostgresDocumentStore.MaxUpdateBytes)
            {
                throw new UpdateTooLargeException(update.Length);
            }

            if (_payloads.Count == MaxRows || (_payloads.Count > 0 && _bytes + update.Length > MaxBytes))
            {
                FinishStatement();
            }

            _ids.Add(document);
            _sequences.Add(sequence);
            _checksums.Add(Checksum.Of(sequence, update.Span));
            _payloads.Add(update);
            _bytes += update.Length;
            size += update.Length;
            sequence++;
        }

        _documents.Add(document);
        _counts.Add(updates.Count);
        _sizes.Add(size);
    }

    /// <summary>Adds the last rows and the documents' new sequences; nothing can be added after.</summary>
    public void Complete()
    {
        FinishStatement();
        command.BatchCommands.Add(new NpgsqlBatchCommand(Advance)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Bigint, _documents),
                Array(NpgsqlDbType.Bigint, _counts),
                Array(NpgsqlDbType.Bigint, _sizes),
            },
        });
    }

    /// <summary>Once the command ran: sees that no row was left out.</summary>
    /// <exception cref="DocumentDamagedException">A sequence that was free by the document's row was taken.</exception>
    public void CheckAllInserted()
    {
        foreach (var (statement, rows) in _inserted)
        {
            var inserted = (int)statement.RecordsAffected;
            if (inserted != rows)
            {
                throw new DocumentDamagedException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rows - inserted} of {rows} sequences were taken by updates already stored"));
            }
        }
    }

    private void FinishStatement()
    {
        var statement = new NpgsqlBatchCommand(Insert)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Bigint, _ids),
                Array(NpgsqlDbType.Bigint, _sequences),
                Array(NpgsqlDbType.Integer, _checksums),
                Array(NpgsqlDbType.Bytea, _payloads),
            },
        };
        command.BatchCommands.Add(statement);
        _inserted.Add((statement, _payloads.Count));
        (_ids, _sequences, _checksums, _payloads, _bytes) = ([], [], [], [], 0);
    }

    private static NpgsqlParameter<List<T>> Array<T>(NpgsqlDbType element, List<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = values };
}
