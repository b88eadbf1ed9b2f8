using System.Data;
using Collab.Core.Storage;
using Collab.Postgres.Schema;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Collab.Postgres;

public sealed partial class PostgresDocumentStore
{
    // Any number does that other programs on the same database do not use for an advisory lock: "collab" in ASCII.
    private const long MigrationLock = 0x636f6c6c6162;

    private const string ReadSettings = """
        select name, setting from pg_settings
        where name in ('fsync', 'full_page_writes', 'server_encoding', 'in_hot_standby')
        """;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Makes or updates the schema, checks the server's settings, and from then on removes what was kept long
    /// enough.</summary>
    /// <remarks>The host awaits it before it serves anything; once it succeeded it does nothing more. It is safe to run in several processes at once. A server that
    /// is not up yet is waited for, for <see cref="PostgresStoreOptions.StartTimeout"/>.</remarks>
    /// <exception cref="StoreUnavailableException">PostgreSQL was not there in time.</exception>
    /// <exception cref="InvalidOperationException">PostgreSQL is there and cannot be used as it is.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (_sweeping is not null)
        {
            return;
        }

        var started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
                await CheckSettingsAsync(connection, cancellationToken);
                var migrations = await MigrateAsync(connection, cancellationToken);
                Log.Ready(_logger, connection.ServerVersion, migrations);
                break;
            }
            catch (SessionNotDurableException failure)
            {
                throw new InvalidOperationException(failure.Message, failure);
            }
            catch (Exception failure) when (IsNotUpYet(failure) && _time.GetElapsedTime(started) < _options.StartTimeout)
            {
                _dataSource.Clear();
                Log.NotUpYet(_logger, RetryDelay, failure.Message);
            }
            catch (PostgresException failure) when (!IsNotUpYet(failure))
            {
                throw new InvalidOperationException(
                    $"PostgreSQL refuses to work with {Setting}: {failure.MessageText} ({failure.SqlState})", failure);
            }
            catch (Exception failure) when (StoreFailures.IsUnavailable(failure))
            {
                throw new StoreUnavailableException($"PostgreSQL at {Setting} is not available: {failure.Message}", failure);
            }

            await Task.Delay(RetryDelay, _time, cancellationToken);
        }

        _sweeping = SweepAsync();
    }

    private static string Setting =>
        $"{PostgresStoreOptions.SectionName}:{nameof(PostgresStoreOptions.ConnectionString)}";

    // Not reachable, starting up or shutting down (class 57), out of connections (class 53). A wrong password is final.
    private static bool IsNotUpYet(Exception failure) => failure is PostgresException refusal
        ? refusal.SqlState.StartsWith("57", StringComparison.Ordinal)
            || refusal.SqlState.StartsWith("53", StringComparison.Ordinal)
        : StoreFailures.IsUnavailable(failure);

    private static async Task<int> MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<CollabDbContext>()
            .UseNpgsql(connection, npgsql => npgsql.CommandTimeout((int)MigrationTimeout.TotalSeconds));
        await using var context = new CollabDbContext(options.Options);

        // Held by the session, over all transactions of the migrations; the second node to start waits, and finds all done.
        await ExecuteAsync(connection, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
            var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } newer)
            {
                throw new InvalidOperationException(
                    $"the database was set up by a newer version: it has migration {newer}, which this one does not know");
            }

            var pending = known.Count - applied.Count();
            await context.Database.MigrateAsync(cancellationToken);
            return pending;
        }
        finally
        {
            // A connection that was lost holds no lock; asking it would hide why it was lost.
            if (connection.State == ConnectionState.Open)
            {
                await ExecuteAsync(connection, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
            }
        }
    }

    private async Task CheckSettingsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand(ReadSettings, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                settings.Add(reader.GetString(0), reader.GetString(1));
            }
        }

        if (settings["server_encoding"] != "UTF8")
        {
            throw new InvalidOperationException(
                $"the database's encoding is {settings["server_encoding"]}: documents' names need UTF8");
        }

        if (settings.GetValueOrDefault("in_hot_standby") == "on")
        {
            throw new InvalidOperationException($"{Setting} leads to a standby: the store needs the primary");
        }

        foreach (var setting in new[] { "fsync", "full_page_writes" })
        {
            if (settings[setting] == "off")
            {
                Log.NotDurable(_logger, setting);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            CommandTimeout = (int)MigrationTimeout.TotalSeconds,
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
