using Collab.Core.Storage;
using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Collab.Server.Storage;

/// <summary>Reads and changes what the server keeps in the store's database beside the documents.</summary>
/// <param name="what">What is not available when the database is not, for people: "the catalogue is".</param>
internal sealed class PostgresRows(IDbContextFactory<CollabDbContext> contexts, string what)
{
    /// <summary>Runs an operation; what it changes is as durable as the database is set to make it.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    public async Task<T> RunAsync<T>(Func<CollabDbContext, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await operation(context);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or DbUpdateException
            or InvalidOperationException { InnerException: NpgsqlException })
        {
            throw new StoreUnavailableException($"{what} not available in PostgreSQL: {e.Message}", e);
        }
    }

    /// <summary>Runs an operation in a transaction that is on the database server's disk when this ends, whatever pooler stands between.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used now; the change may have been made.</exception>
    public Task<T> CommitAsync<T>(Func<CollabDbContext, Task<T>> operation, CancellationToken cancellationToken) => RunAsync(
        async context =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await context.Database.ExecuteSqlAsync($"set local synchronous_commit = on", cancellationToken);
            var result = await operation(context);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        },
        cancellationToken);
}
