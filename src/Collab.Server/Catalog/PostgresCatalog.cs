using Collab.Core;
using Collab.Postgres.Schema;
using Collab.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Server.Catalog;

/// <summary>Keeps the list in the store's database, for all servers on it.</summary>
internal sealed class PostgresCatalog(IDbContextFactory<CollabDbContext> contexts) : ICatalog
{
    private readonly PostgresRows _rows = new(contexts, "the catalogue is");

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
        return _rows.RunAsync(async context => await context.Database.ExecuteSqlAsync(
            $"""
            insert into catalog (name, seq, kind, title, created_at, updated_at)
            select name, seq, kind, title, at, at
            from unnest({names}, {sequences}, {kinds}, {titles}, {times}) as record (name, seq, kind, title, at)
            on conflict (name) do update
            set seq = excluded.seq, kind = excluded.kind, title = excluded.title,
                updated_at = greatest(excluded.updated_at, catalog.updated_at)
            where excluded.seq > catalog.seq and catalog.deleted_at is null
            """,
            cancellationToken), cancellationToken);
    }

    public Task<DocumentEntry?> FindAsync(DocumentName name, CancellationToken cancellationToken) => _rows.RunAsync(
        async context =>
        {
            var row = await context.Catalog.AsNoTracking()
                .SingleOrDefaultAsync(entry => entry.Name == name.Value && entry.DeletedAt == null, cancellationToken);
            return row is null ? null : ToEntry(row);
        },
        cancellationToken);

    public Task<IReadOnlyList<DocumentEntry>> ListAsync(CancellationToken cancellationToken) => _rows.RunAsync(
        async context =>
        {
            var rows = await context.Catalog.AsNoTracking().Where(entry => entry.DeletedAt == null)
                .OrderByDescending(entry => entry.UpdatedAt).ThenBy(entry => entry.Name)
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<DocumentEntry>)rows.ConvertAll(ToEntry);
        },
        cancellationToken);

    public Task<DocumentEntry?> ChangeAsync(DocumentName name, EntryChange change, CancellationToken cancellationToken) =>
        _rows.CommitAsync(
            async context =>
            {
                var rows = await context.Catalog.FromSql(
                    $"""
                    update catalog
                    set folder = coalesce({change.Folder}::text, folder),
                        starred = coalesce({change.IsStarred}::boolean, starred),
                        trashed_at = case {change.IsTrashed}::boolean
                            when true then coalesce(trashed_at, {change.At.ToUniversalTime()}) when false then null else trashed_at end,
                        thumbnail = coalesce({change.Thumbnail}::text, thumbnail)
                    where name = {name.Value} and deleted_at is null
                    returning *
                    """).AsNoTracking().ToListAsync(cancellationToken);
                return rows is [var row] ? ToEntry(row) : null;
            },
            cancellationToken);

    public Task<FolderRenaming> RenameFolderAsync(string from, string to, CancellationToken cancellationToken) => _rows.CommitAsync(
        async context =>
        {
            if (await context.Catalog.AnyAsync(
                entry => entry.Folder == to && entry.DeletedAt == null && entry.TrashedAt == null, cancellationToken))
            {
                return FolderRenaming.Taken;
            }

            // By name, so that two who rename the same folder wait for each other and do not deadlock; the second finds it empty.
            var renamed = await context.Database.ExecuteSqlAsync(
                $"""
                with mine as (
                    select name from catalog where folder = {from} and deleted_at is null order by name for update)
                update catalog set folder = {to} from mine where catalog.name = mine.name and catalog.folder = {from}
                """,
                cancellationToken);
            return renamed > 0 ? FolderRenaming.Renamed : FolderRenaming.NotThere;
        },
        cancellationToken);

    public Task<DeletionOutcome> DeleteAsync(DocumentName name, DateTimeOffset at, CancellationToken cancellationToken) =>
        _rows.CommitAsync(
            async context =>
            {
                // Of what was in it only the name stays, as a row, so that a record that comes at the same time waits for its lock.
                var deleted = await context.Database.ExecuteSqlAsync(
                    $"""
                    update catalog
                    set deleted_at = {at.ToUniversalTime()}, kind = 'other', title = '', folder = '', starred = false,
                        trashed_at = null, thumbnail = null
                    where name = {name.Value} and deleted_at is null and trashed_at is not null
                    """,
                    cancellationToken);
                return deleted > 0 ? DeletionOutcome.Deleted
                    : await context.Catalog.AnyAsync(entry => entry.Name == name.Value && entry.DeletedAt == null, cancellationToken)
                    ? DeletionOutcome.NotTrashed
                    : DeletionOutcome.NotListed;
            },
            cancellationToken);

    public Task<bool> IsDeletedAsync(DocumentName name, CancellationToken cancellationToken) => _rows.RunAsync(
        context => context.Catalog.AnyAsync(entry => entry.Name == name.Value && entry.DeletedAt != null, cancellationToken),
        cancellationToken);

    public Task<IReadOnlyList<DocumentName>> ListDeletedAsync(CancellationToken cancellationToken) => _rows.RunAsync(
        async context =>
        {
            var names = await context.Catalog.Where(entry => entry.DeletedAt != null).Select(entry => entry.Name)
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<DocumentName>)names.ConvertAll(name => new DocumentName(name));
        },
        cancellationToken);

    public Task ForgetDeletionAsync(DocumentName name, CancellationToken cancellationToken) => _rows.CommitAsync(
        context => context.Database.ExecuteSqlAsync(
            $"delete from catalog where name = {name.Value} and deleted_at is not null", cancellationToken),
        cancellationToken);

    private static DocumentEntry ToEntry(CatalogEntry row) => new(
        new DocumentName(row.Name), row.Sequence, DocumentKinds.FromWord(row.Kind), row.Title, row.CreatedAt, row.UpdatedAt)
    {
        Folder = row.Folder,
        IsStarred = row.IsStarred,
        TrashedAt = row.TrashedAt,
        Thumbnail = row.Thumbnail,
    };
}
