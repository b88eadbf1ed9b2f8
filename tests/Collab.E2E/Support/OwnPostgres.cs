using Collab.Tests.Support;

namespace Collab.E2E.Support;

/// <summary>A PostgreSQL of the test class's own, which it may stop; skips its tests where there is none.</summary>
public sealed class OwnPostgres : IAsyncLifetime
{
    private LocalPostgres? _postgres;
    private string _absence = "";

    /// <summary>What a server is given to store in it.</summary>
    public (string Name, string Value)[] Settings =>
        [("Collab__Storage", "Postgres"), ("Collab__Postgres__ConnectionString", Running.ConnectionString)];

    private LocalPostgres Running => _postgres ?? throw new InvalidOperationException(_absence);

    public async ValueTask InitializeAsync()
    {
        if (LocalPostgres.Find(out _absence) is { } binaries)
        {
            _postgres = await LocalPostgres.CreateAsync(binaries);
            await _postgres.StartAsync();
        }
    }

    public void Require() => Assert.SkipWhen(_postgres is null, _absence);

    public Task StartAsync() => Running.StartAsync();

    /// <summary>Ends it as a power cut would.</summary>
    public Task StopAsync() => Running.StopImmediateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }
}
