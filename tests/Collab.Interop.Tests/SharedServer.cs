using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>A server with the file store for a class whose tests need no other and leave it running.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    /// <summary>The longest message that it takes, in bytes.</summary>
    public const int MaxMessageBytes = 1 << 20;

    private ServerProcess? _process;

    public ServerProcess Process => _process ?? throw new InvalidOperationException("the server was not started");

    // Pings come often, so that a client that answers no more is found within a test's patience.
    public async ValueTask InitializeAsync() => _process = await ServerProcess.StartNewAsync(
        ("Collab__MaxMessageBytes", $"{MaxMessageBytes}"),
        ("Collab__PingInterval", "00:00:01"),
        ("Collab__PingTimeout", "00:00:03"));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
