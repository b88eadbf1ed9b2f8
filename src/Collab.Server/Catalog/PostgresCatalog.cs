using Collab.Core;
using Collab.Core.Storage;
using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Collab.Server.Catalog;

/// <summary>Keeps the list in the store's database, for all servers on it.</summary>
internal sealed class PostgresCatalog(IDbContextFactory<CollabDbContext> contexts) : ICatalog
{
    public Task RecordAsync(IReadOnlyCollection<DocumentRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return Task.CompletedTask;
        }

        // By name, so that two servers that record the same documents wait for each other and do not deadlock.
        var sorted = records.OrderBy(record => record.Name).ToList();
        var names = sorted.ConvertAll(record => record.Name.Value);
        var sequences = sorted.ConvertAll(record => record.Sequence);
        var kinds = sorted.ConvertAll(record => record.Kind.ToWord());
        var titles = sorted.ConvertAll(record => record.Title);
        var times = sorted.ConvertAll(record => record.At.ToUniversalTime());
        return GuardAsync(async context => await context.Database.ExecuteSqlAsync(
            $"""
            insert into catalog (name, seq, kind, title, created_at, updated_at)
            select name, seq, kind, title, at, at
            from unnest({names}, {sequences}, {kinds}, {titles}, {times}) as record (name, seq, kind, title, at)
            on conflict (name) do update
            set seq = excluded.seq, kind = excluded.kind, title = excluded.title,
                updated_at = greatest(excluded.updated_at, catalog.updated_at)
            where excluded.seq > catalog.seq
            """,
            cancellationToken), cancellationToken);
    }

    public Task<DocumentEntry?> FindAsync(DocumentName name, CancellationToken cancellationToken) => GuardAsync(
        async context =>
        {
            var row = await context.Catalog.AsNoTracking()
                .SingleOrDefaultAsync(entry => entry.Name == name.Value, cancellationToken);
            return row is null ? null : ToEntry(row);
        },
        cancellationToken);

    public Task<IReadOnlyList<DocumentEntry>> ListAsync(CancellationToken cancellationToken) => GuardAsync(
        async context =>
        {
            var rows = await context.Catalog.AsNoTracking()
                .OrderByDescending(entry => entry.UpdatedAt).ThenBy(entry => entry.Name)
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<DocumentEntry>)rows.ConvertAll(ToEntry);
        },
        cancellationToken);

    private static DocumentEntry ToEntry(CatalogEntry row) => new(
        new DocumentName(row.Name), row.Sequence, DocumentKinds.FromWord(row.Kind), row.Title, row.CreatedAt, row.UpdatedAt);

    private async Task<T> GuardAsync<T>(Func<CollabDbContext, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await operation(context);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException
            or InvalidOperationException { InnerException: NpgsqlException })
        {
            throw new StoreUnavailableException($"the catalogue in PostgreSQL is not available: {e.Message}", e);
        }
    }
}
