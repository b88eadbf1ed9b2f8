using System.Collections.Concurrent;
using Npgsql;

[assembly: AssemblyFixture(typeof(Collab.Tests.Support.PostgresCluster))]

namespace Collab.Tests.Support;

/// <summary>A PostgreSQL server to test with: the one that COLLAB_TEST_POSTGRES names, or one of the test run's own.</summary>
/// <remarks>
/// Shared by all classes of the assembly. A class that stops the server takes its own, as <c>IClassFixture</c>. Where there is
/// no PostgreSQL on the machine, asking for a database skips the test.
/// </remarks>
public sealed class PostgresCluster : IAsyncLifetime
{
    private string? _server;
    private string? _absence;
    private LocalPostgres? _local;
    private readonly ConcurrentBag<string> _databases = [];

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(LocalPostgres.Variable) is { Length: > 0 } given)
        {
            _server = given;
        }
        else if (LocalPostgres.Find(out var absence) is { } binaries)
        {
            _local = await LocalPostgres.CreateAsync(binaries);
            await _local.StartAsync();
            _server = _local.ConnectionString;
        }
        else
        {
            _absence = absence;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_local is not null)
        {
            await _local.DisposeAsync();
            return;
        }

        foreach (var database in _databases)
        {
            await ExecuteAsync(_server!, $"drop database if exists {database} with (force)");
        }
    }

    /// <summary>Makes an empty database; skips the test where there is no server.</summary>
    /// <returns>The connection string to it; it is removed at the end.</returns>
    public async Task<string> CreateDatabaseAsync(string encoding = "UTF8")
    {
        Assert.SkipWhen(_server is null, _absence ?? "the PostgreSQL server was not started");
        var name = $"collab_test_{Guid.NewGuid():N}";
        _databases.Add(name);
        await ExecuteAsync(_server, $"create database {name} template template0 encoding '{encoding}' locale 'C'");
        return new NpgsqlConnectionStringBuilder(_server) { Database = name }.ConnectionString;
    }

    /// <summary>Kills the server's processes without a checkpoint, as a power cut does to all but the disk's cache.</summary>
    public Task StopImmediateAsync()
    {
        RequireOwnServer();
        return _local!.StopImmediateAsync();
    }

    public Task StartAsync() => _local!.StartAsync();

    /// <summary>Lets the server hang: connections stay, and nothing is answered until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync()
    {
        RequireOwnServer();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the server's processes are found in /proc");
        return _local!.FreezeAsync();
    }

    public Task ThawAsync() => _local!.ThawAsync();

    /// <summary>Skips a test that stops or reconfigures the server where it is not the test run's own.</summary>
    public void RequireOwnServer() =>
        Assert.SkipWhen(_local is null, _absence ?? $"the server of {LocalPostgres.Variable} is not ours to stop or reconfigure");

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
