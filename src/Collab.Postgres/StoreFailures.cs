using System.Net.Sockets;
using Collab.Core.Storage;
using Npgsql;

namespace Collab.Postgres;

/// <summary>Tells apart what PostgreSQL's failures mean: one document's fault, a collision to try again, or no store.</summary>
internal static class StoreFailures
{
    /// <summary>Two transactions met in a way that one of them only has to be run again.</summary>
    public static bool IsCollision(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <summary>The server is well and refuses what one document brought: data, a constraint, a size limit.</summary>
    public static bool IsDocumentFault(Exception failure) =>
        failure is DocumentDamagedException or UpdateTooLargeException
        || IsDamage(failure)
        || (failure is PostgresException { SqlState: var state }
            && (IsOfClass(state, "22") || IsOfClass(state, "23") || IsOfClass(state, "54")));

    /// <summary>The server met stored bytes that it cannot read (XX001, XX002).</summary>
    public static bool IsDamage(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted,
    };

    /// <summary>The server cannot be reached, did not answer in time, or is in no state to serve.</summary>
    /// <remarks>A database error without a meaning of its own is one as well: what it left behind is not known.</remarks>
    public static bool IsUnavailable(Exception failure) => failure is NpgsqlException or TimeoutException or SocketException
        || (failure is IOException and not (StoreUnavailableException or DocumentDamagedException));

    /// <summary>The server was going down, crashed, or is not up yet (57P01, 57P02, 57P03): all its sessions end.</summary>
    public static bool IsShutdown(PostgresException failure) => IsOfClass(failure.SqlState, "57P");

    public static StoreUnavailableException Unavailable(Exception failure) =>
        new($"PostgreSQL is not available: {failure.Message}", failure);

    private static bool IsOfClass(string sqlState, string errorClass) =>
        sqlState.StartsWith(errorClass, StringComparison.Ordinal);
}
