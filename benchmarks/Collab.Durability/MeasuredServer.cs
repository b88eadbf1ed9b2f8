using System.Globalization;

namespace Collab.Durability;

/// <summary>The product in a process of its own, on one of the stores, with a disk as fast as it is or slowed down.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly LocalPostgres? _postgres;

    private MeasuredServer(ServerProcess process, LocalPostgres? postgres)
    {
        Process = process;
        _postgres = postgres;
    }

    public ServerProcess Process { get; }

    public LocalPostgres Postgres => _postgres ?? throw new InvalidOperationException("it runs on the file store");

    /// <param name="binaries">Of PostgreSQL; null for the file store.</param>
    /// <param name="slowSync">The library that slows down syncs; null for the disk as it is.</param>
    public static async Task<MeasuredServer> StartAsync(
        string? binaries, string? slowSync = null, params IEnumerable<(string Name, string Value)> more)
    {
        List<(string, string)> settings = [("Logging__LogLevel__Default", "Error"), .. more];
        if (binaries is null)
        {
            if (slowSync is not null)
            {
                settings.Add(("LD_LIBRARY_PATH", Path.GetDirectoryName(slowSync)!));
            }

            return new MeasuredServer(await ServerProcess.StartNewAsync(settings), null);
        }

        var postgres = await LocalPostgres.CreateAsync(binaries);
        try
        {
            await postgres.StartAsync(slowSync);
            settings.AddRange([
                ("Collab__Storage", "Postgres"), ("Collab__Postgres__ConnectionString", postgres.ConnectionString),
            ]);
            return new MeasuredServer(await ServerProcess.StartNewAsync(settings), postgres);
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many commits it made so far, and how many updates were in them.</summary>
    public async Task<(double Commits, double Updates)> ReadCommitsAsync()
    {
        var text = await Http.GetStringAsync(new Uri(Process.Address, "metrics"));
        return (Read(text, "collab_commits_total"), Read(text, "collab_commit_updates_total"));
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private static double Read(string metrics, string name) => metrics.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && !line.StartsWith('#'))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
