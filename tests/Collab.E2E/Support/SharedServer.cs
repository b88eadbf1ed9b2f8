using Collab.Tests.Support;

namespace Collab.E2E.Support;

/// <summary>The server of all tests that neither end nor configure theirs: to start one costs more than what most tests ask of it.</summary>
/// <remarks>Documents have names of their own; tests meet in the list of all documents only.</remarks>
public sealed class SharedServer : IAsyncLifetime
{
    private readonly Lazy<Task<ServerProcess>> _server = new(() => BrowserServer.StartAsync());

    /// <summary>Starts it, unless it runs.</summary>
    public Task<ServerProcess> StartAsync() => _server.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
