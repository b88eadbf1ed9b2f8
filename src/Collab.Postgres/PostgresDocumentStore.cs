using Collab.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collab.Postgres;

/// <summary>Keeps documents in PostgreSQL; any number of processes may use one database at the same time.</summary>
/// <remarks>
/// A document's row lock is taken by whoever appends to, compacts or deletes it, so its sequence has no gaps and follows
/// the order of commits. Every session asks for <c>synchronous_commit = on</c>: a completed append is on the server's disk.
/// </remarks>
public sealed partial class PostgresDocumentStore : IDocumentStore
{
    // A process that froze or was cut off in the middle of a commit holds its documents' locks no longer than this.
    private static readonly TimeSpan IdleInTransactionTimeout = TimeSpan.FromSeconds(5);

    private readonly PostgresStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PostgresDocumentStore> _logger;
    private readonly NpgsqlDataSource _dataSource;
    private bool _disposed;

    /// <exception cref="OptionsValidationException">A setting is missing or out of range; the message names it.</exception>
    public PostgresDocumentStore(
        IOptions<PostgresStoreOptions> options, TimeProvider time, ILogger<PostgresDocumentStore> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _time = time;
        _logger = logger;

        var validation = new PostgresStoreOptionsValidator().Validate(null, _options);
        if (validation.Failed)
        {
            throw new OptionsValidationException(
                PostgresStoreOptions.SectionName, typeof(PostgresStoreOptions), validation.Failures);
        }

        _dataSource = _options.DataSource ?? CreateDataSource(_options);
    }

    public TimeSpan CommitInterval => _options.CommitInterval;

    /// <summary>The store's connections, each with the session settings that its promises need.</summary>
    internal NpgsqlDataSource DataSource => _dataSource;

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await _stopping.CancelAsync();
            await (_sweeping ?? Task.CompletedTask);
            if (_options.DataSource is null)
            {
                await _dataSource.DisposeAsync();
            }

            _stopping.Dispose();
        }
    }

    private static NpgsqlDataSource CreateDataSource(PostgresStoreOptions options)
    {
        var builder = new NpgsqlDataSourceBuilder(ConnectionString(options).ConnectionString);
        builder.UsePhysicalConnectionInitializer(DurableCommit.Check, DurableCommit.CheckAsync);
        return builder.Build();
    }

    private static NpgsqlConnectionStringBuilder ConnectionString(PostgresStoreOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var seconds = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        connection.Timeout = seconds;
        connection.CommandTimeout = seconds;
        connection.ApplicationName ??= "collab";
        if (connection.MaxAutoPrepare == 0)
        {
            connection.MaxAutoPrepare = 32;
            connection.AutoPrepareMinUsages = 2;
        }

        // As start-up options they are the session's defaults, to which the pool resets it; they win over the server's,
        // the database's and the role's settings.
        connection.Options = $"{connection.Options} -c synchronous_commit=on"
            + $" -c idle_in_transaction_session_timeout={(long)IdleInTransactionTimeout.TotalMilliseconds}";
        return connection;
    }

    /// <summary>Runs an operation on a connection of its own.</summary>
    private Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> operation, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
            return await operation(connection, cancellationToken);
        });

    /// <summary>Runs an operation, and says of whatever keeps the server from doing it that the store is unavailable.</summary>
    private async Task<T> GuardAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (Exception failure) when (StoreFailures.IsUnavailable(failure))
        {
            throw Unavailable(failure);
        }
    }

    private StoreUnavailableException Unavailable(Exception failure)
    {
        // When the server went down every idle connection is dead: let the next call open a new one.
        if (failure is not PostgresException refusal || StoreFailures.IsShutdown(refusal))
        {
            _dataSource.Clear();
        }

        return StoreFailures.Unavailable(failure);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "PostgreSQL is not up yet, trying again in {Delay}: {Reason}")]
        public static partial void NotUpYet(ILogger logger, TimeSpan delay, string reason);

        [LoggerMessage(LogLevel.Information,
            "The PostgreSQL store is ready: server {Version}, {Migrations} migrations applied now")]
        public static partial void Ready(ILogger logger, string version, int migrations);

        [LoggerMessage(LogLevel.Critical,
            "PostgreSQL runs with {Setting} = off: what is acknowledged as saved can be LOST when the machine fails")]
        public static partial void NotDurable(ILogger logger, string setting);

        [LoggerMessage(LogLevel.Error, "Document {Document} was refused by PostgreSQL, others of the same commit were not")]
        public static partial void Refused(ILogger logger, string document, Exception failure);
    }
}
