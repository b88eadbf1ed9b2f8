using System.Diagnostics.CodeAnalysis;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>Reads an outbox frame by frame, coming back for the next one when told that there is something.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never made, so nothing is held.")]
internal sealed class OutboxReader
{
    private readonly SemaphoreSlim _available = new(0);

    public OutboxReader(int maxBytes) => Outbox = new Outbox(maxBytes, _ => _available.Release());

    public Outbox Outbox { get; }

    /// <summary>Waits for the next frame; without a token, for which a semaphore would hop through the thread pool.</summary>
    /// <returns>False once the outbox has ended.</returns>
    public async ValueTask<(bool Any, ReadOnlyMemory<byte> Frame)> ReadAsync()
    {
        while (true)
        {
            if (Outbox.TryTake(out var frame))
            {
                return (true, frame);
            }

            if (Outbox.IsEnded)
            {
                return (false, default);
            }

            await _available.WaitAsync();
        }
    }
}
