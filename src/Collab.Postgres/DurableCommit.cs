using Npgsql;

namespace Collab.Postgres;

/// <summary>Sees to it that a commit is on the server's disk when it is answered, whatever stands between.</summary>
/// <remarks>
/// The data source asks for it by a start-up option, which wins over the settings of server, database and role. A pooler may
/// drop that, so each connection is asked when it opens; and it may give every transaction another session of the server, so
/// those that are acknowledged say it themselves.
/// </remarks>
internal static class DurableCommit
{
    /// <summary>The first statement of a transaction whose commit is acknowledged.</summary>
    public const string Require = "set local synchronous_commit = on";

    private const string Read = "show synchronous_commit";

    /// <exception cref="SessionNotDurableException">The server would answer a commit before it is on its disk.</exception>
    public static void Check(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Read, connection);
        Check((string)command.ExecuteScalar()!);
    }

    /// <exception cref="SessionNotDurableException">The server would answer a commit before it is on its disk.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Read, connection);
        Check((string)(await command.ExecuteScalarAsync())!);
    }

    private static void Check(string setting)
    {
        if (setting is not ("on" or "remote_apply"))
        {
            throw new SessionNotDurableException(setting);
        }
    }
}
