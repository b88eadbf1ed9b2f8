namespace Collab.Core.Sessions;

/// <summary>How fast one peer's socket is read: past its rates the reading waits, so that whoever floods slows nobody but itself.</summary>
internal sealed class PeerPace(DocumentSessionOptions options, TimeProvider time)
{
    /// <summary>Nothing is read meanwhile, an answer to a ping neither: a longer debt is paid between several reads.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly TokenBucket _messages = new(options.MaxMessagesPerSecond, options.RateBurst, time);
    private readonly TokenBucket _bytes = new(options.MaxBytesPerSecond, options.RateBurst, time);

    /// <summary>Counts what was received, and waits if that was more than the peer may send.</summary>
    public ValueTask CountAsync(ReceivedFrames frames, CancellationToken cancellationToken)
    {
        var forMessages = _messages.Take(frames.Count);
        var forBytes = _bytes.Take(frames.Bytes.Length);
        var wait = forMessages > forBytes ? forMessages : forBytes;
        return wait == TimeSpan.Zero
            ? ValueTask.CompletedTask
            : new ValueTask(Task.Delay(wait < MaxWait ? wait : MaxWait, time, cancellationToken));
    }
}
