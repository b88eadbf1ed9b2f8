using Collab.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collab.Server.Tests.Postgres;

/// <summary>One database for a test class; made when its first test asks for it, empty of rows for each test.</summary>
public sealed class PostgresDatabase(PostgresCluster cluster) : IAsyncDisposable
{
    private string? _connectionString;
    private NpgsqlDataSource? _dataSource;
    private bool _hasSchema;

    /// <summary>Known once a store was opened.</summary>
    public string ConnectionString => _connectionString!;

    public async ValueTask DisposeAsync()
    {
        if (_dataSource is not null)
        {
            await _dataSource.DisposeAsync();
        }
    }

    /// <summary>Makes the database if need be, without a schema; skips the test where there is no PostgreSQL.</summary>
    public async Task CreateAsync()
    {
        if (_connectionString is null)
        {
            _connectionString = await cluster.CreateDatabaseAsync();
            _dataSource = NpgsqlDataSource.Create(_connectionString);
        }
    }

    /// <summary>Opens a store with nothing in it.</summary>
    public async Task<PostgresDocumentStore> OpenEmptyStoreAsync(Action<PostgresStoreOptions>? configure = null)
    {
        await CreateAsync();
        if (_hasSchema)
        {
            await ExecuteAsync("truncate documents, updates, checkpoints, previous_checkpoints, commits, catalog, share_links, files");
        }

        _hasSchema = true;
        return await OpenStoreAsync(configure: configure);
    }

    /// <summary>Opens another store, as a second process would; on the way given, if the way there matters.</summary>
    public async Task<PostgresDocumentStore> OpenStoreAsync(
        string? connectionString = null,
        Action<PostgresStoreOptions>? configure = null,
        TimeProvider? time = null,
        ILogger<PostgresDocumentStore>? logger = null)
    {
        var store = CreateStore(connectionString ?? ConnectionString, configure, time, logger);
        try
        {
            await store.InitializeAsync(TestContext.Current.CancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public static PostgresDocumentStore CreateStore(
        string connectionString,
        Action<PostgresStoreOptions>? configure = null,
        TimeProvider? time = null,
        ILogger<PostgresDocumentStore>? logger = null)
    {
        var options = new PostgresStoreOptions { ConnectionString = connectionString };
        configure?.Invoke(options);
        return new PostgresDocumentStore(
            Options.Create(options), time ?? TimeProvider.System, logger ?? NullLogger<PostgresDocumentStore>.Instance);
    }

    /// <summary>Waits until a query gives what is expected; what leads there runs by itself.</summary>
    public async Task WaitForAsync<T>(string sql, T expected)
    {
        using var liveness = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        liveness.CancelAfter(TimeSpan.FromSeconds(60));
        while (!Equals(await ReadAsync<T>(sql), expected))
        {
            await Task.Delay(20, liveness.Token);
        }
    }

    /// <summary>Runs SQL past the store.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _dataSource!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Reads one value past the store.</summary>
    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = _dataSource!.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Opens a connection past the store.</summary>
    public async Task<NpgsqlConnection> ConnectAsync() =>
        await _dataSource!.OpenConnectionAsync(TestContext.Current.CancellationToken);
}
