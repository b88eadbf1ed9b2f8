namespace Collab.Core.Sessions;

/// <summary>Lets so much through a second, over time, and a burst at once. What is over that is owed: it is waited for, never refused.</summary>
/// <remarks>For one caller at a time.</remarks>
internal sealed class TokenBucket(double perSecond, TimeSpan burst, TimeProvider time)
{
    private double _tokens = perSecond * burst.TotalSeconds;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes tokens, those included that are not there yet.</summary>
    /// <returns>How long it takes until what is owed is there; zero if nothing is.</returns>
    public TimeSpan Take(long tokens)
    {
        var now = time.GetTimestamp();
        var filled = _tokens + (perSecond * time.GetElapsedTime(_filledAt, now).TotalSeconds);
        _tokens = Math.Min(filled, perSecond * burst.TotalSeconds) - tokens;
        _filledAt = now;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
    }
}
