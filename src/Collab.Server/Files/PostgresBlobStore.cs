using Collab.Core;
using Collab.Postgres.Schema;
using Collab.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Server.Files;

/// <summary>Keeps images in the store's database, for all servers on it.</summary>
internal sealed class PostgresBlobStore(IDbContextFactory<CollabDbContext> contexts) : IBlobStore
{
    private readonly PostgresRows _rows = new(contexts, "images are");

    public Task<PutOutcome> PutAsync(
        DocumentName document, BlobKey key, ReadOnlyMemory<byte> content, long quota, CancellationToken cancellationToken) =>
        _rows.CommitAsync(
            async context =>
            {
                if (key.IsCounted)
                {
                    // Two that come at once would each find room for itself.
                    await context.Database.ExecuteSqlAsync(
                        $"select pg_advisory_xact_lock(hashtextextended({document.Value}, 0))", cancellationToken);
                    var others = await context.Files
                        .Where(file => file.Document == document.Value && file.IsCounted && file.Key != key.Value)
                        .SumAsync(file => file.Length, cancellationToken);
                    if (others + content.Length > quota)
                    {
                        return PutOutcome.OverQuota;
                    }
                }

                var bytes = content.ToArray();
                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into files (document, key, counted, length, content)
                    values ({document.Value}, {key.Value}, {key.IsCounted}, {bytes.LongLength}, {bytes})
                    on conflict (document, key) do update set length = excluded.length, content = excluded.content
                    """,
                    cancellationToken);
                return PutOutcome.Kept;
            },
            cancellationToken);

    public async Task<Stream?> OpenAsync(DocumentName document, BlobKey key, CancellationToken cancellationToken)
    {
        var length = await _rows.RunAsync(
            context => context.Files.Where(file => file.Document == document.Value && file.Key == key.Value)
                .Select(file => (long?)file.Length).SingleOrDefaultAsync(cancellationToken),
            cancellationToken);
        return length is { } known
            ? new PostgresBlobStream(known, (at, count, cancellation) => ReadAsync(document, key, at, count, cancellation))
            : null;
    }

    public Task<IReadOnlyList<BlobKey>> ListAsync(DocumentName document, CancellationToken cancellationToken) => _rows.RunAsync(
        async context =>
        {
            var names = await context.Files.Where(file => file.Document == document.Value && file.IsCounted)
                .Select(file => file.Key).ToListAsync(cancellationToken);
            List<BlobKey> keys = [];
            foreach (var name in names.Order(StringComparer.Ordinal))
            {
                if (BlobKey.TryParseHash(name, out var key))
                {
                    keys.Add(key);
                }
            }

            return (IReadOnlyList<BlobKey>)keys;
        },
        cancellationToken);

    public Task CopyAsync(DocumentName from, DocumentName to, CancellationToken cancellationToken) => _rows.CommitAsync(
        context => context.Database.ExecuteSqlAsync(
            $"""
            insert into files (document, key, counted, length, content)
            select {to.Value}, key, counted, length, content from files where document = {from.Value}
            on conflict (document, key) do nothing
            """,
            cancellationToken),
        cancellationToken);

    public Task EraseAsync(DocumentName document, CancellationToken cancellationToken) => _rows.CommitAsync(
        context => context.Files.Where(file => file.Document == document.Value).ExecuteDeleteAsync(cancellationToken),
        cancellationToken);

    /// <returns>Empty if the blob is gone.</returns>
    private Task<byte[]> ReadAsync(DocumentName document, BlobKey key, long at, int count, CancellationToken cancellationToken) => _rows.RunAsync(
        async context =>
        {
            var from = (int)at + 1;
            var parts = await context.Database.SqlQuery<byte[]>(
                $"""
                select substring(content from {from} for {count}) as "Value" from files
                where document = {document.Value} and key = {key.Value}
                """).ToListAsync(cancellationToken);
            return parts is [var part] ? part : [];
        },
        cancellationToken);
}
