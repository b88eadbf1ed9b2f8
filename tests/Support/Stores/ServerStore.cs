namespace Collab.Tests.Support;

/// <summary>The stores that a server can keep its documents in for good.</summary>
public enum ServerStore
{
    File,
    Postgres,
}

public static class ServerStores
{
    /// <summary>Starts a server with an empty store; skips the test where there is no PostgreSQL.</summary>
    public static async Task<ServerProcess> StartServerAsync(
        this PostgresCluster cluster, ServerStore store, params IEnumerable<(string Name, string Value)> settings) => store switch
        {
            ServerStore.Postgres => await ServerProcess.StartNewAsync([
                ("Collab__Storage", "Postgres"),
                ("Collab__Postgres__ConnectionString", await cluster.CreateDatabaseAsync()),
                .. settings,
            ]),
            _ => await ServerProcess.StartNewAsync(settings),
        };
}
