using Collab.Core.Sessions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore;

/// <summary>Stops the sessions with the host: before the server closes its connections, so that peers are told to come back,
/// and only when what they sent is durable.</summary>
internal sealed class SessionDrain(SessionRegistry sessions, IOptions<CollabOptions> options, TimeProvider time)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        using var abandon = new CancellationTokenSource(options.Value.DrainTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(abandon.Token, cancellationToken);
        await sessions.StopAsync(either.Token);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
