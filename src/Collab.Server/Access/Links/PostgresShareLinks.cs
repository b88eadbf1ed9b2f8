using Collab.Core;
using Collab.Core.Storage;
using Collab.Postgres.Schema;
using Collab.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Server.Access.Links;

/// <summary>Keeps links in the store's database, for all servers on it.</summary>
/// <remarks>A revoked link stays for a while, so that servers hear of it that have its guests connected.</remarks>
internal sealed class PostgresShareLinks(IDbContextFactory<CollabDbContext> contexts) : IShareLinks
{
    private readonly PostgresRows _rows = new(contexts, "share links are");

    public Task AddAsync(ShareLink link, CancellationToken cancellationToken) => _rows.CommitAsync(
        async context =>
        {
            context.ShareLinks.Add(new ShareLinkEntry
            {
                Id = link.Id,
                Document = link.Document.Value,
                Right = RightWords.Of(link.Right),
                CreatedAt = link.CreatedAt.ToUniversalTime(),
                ExpiresAt = link.ExpiresAt?.ToUniversalTime(),
            });
            return await context.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    public Task<ShareLink?> FindAsync(string id, CancellationToken cancellationToken) => _rows.RunAsync(
        async context => Read(await context.ShareLinks.AsNoTracking()
            .SingleOrDefaultAsync(link => link.Id == id && link.RevokedAt == null, cancellationToken)),
        cancellationToken);

    public Task<IReadOnlyList<ShareLink>> ListAsync(DocumentName document, CancellationToken cancellationToken) => _rows.RunAsync(
        async context =>
        {
            var rows = await context.ShareLinks.AsNoTracking()
                .Where(link => link.Document == document.Value && link.RevokedAt == null)
                .OrderByDescending(link => link.CreatedAt).ThenBy(link => link.Id)
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<ShareLink>)rows.ConvertAll(row => Read(row)!);
        },
        cancellationToken);

    public Task<ShareLink?> RevokeAsync(string id, CancellationToken cancellationToken) => _rows.CommitAsync(
        async context =>
        {
            await ForgetLongRevokedAsync(context, cancellationToken);
            var revoked = await context.Database.ExecuteSqlAsync(
                $"update share_links set revoked_at = clock_timestamp() where id = {id} and revoked_at is null", cancellationToken);
            return revoked == 0
                ? null
                : Read(await context.ShareLinks.AsNoTracking().SingleOrDefaultAsync(link => link.Id == id, cancellationToken));
        },
        cancellationToken);

    public Task RevokeAllAsync(DocumentName document, CancellationToken cancellationToken) => _rows.CommitAsync(
        context => context.Database.ExecuteSqlAsync(
            $"update share_links set revoked_at = clock_timestamp() where document = {document.Value} and revoked_at is null",
            cancellationToken),
        cancellationToken);

    /// <summary>The documents of which links were revoked within a time, by the database's clock.</summary>
    /// <exception cref="StoreUnavailableException">Links cannot be read now.</exception>
    public Task<IReadOnlyList<RevokedLink>> ListRevokedAsync(TimeSpan within, CancellationToken cancellationToken) => _rows.RunAsync(
        async context =>
        {
            var rows = await context.ShareLinks.FromSql(
                    $"select * from share_links where revoked_at > clock_timestamp() - {within}")
                .AsNoTracking().ToListAsync(cancellationToken);
            return (IReadOnlyList<RevokedLink>)rows.ConvertAll(row => new RevokedLink(row.Id, new DocumentName(row.Document)));
        },
        cancellationToken);

    private static Task<int> ForgetLongRevokedAsync(CollabDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"delete from share_links where revoked_at < clock_timestamp() - interval '1 day'", cancellationToken);

    private static ShareLink? Read(ShareLinkEntry? row) => row is not null && RightWords.Read(row.Right) is { } right
        ? new ShareLink(row.Id, new DocumentName(row.Document), right, row.CreatedAt, row.ExpiresAt)
        : null;
}
