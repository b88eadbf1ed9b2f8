namespace Collab.Client;

/// <summary>Times between attempts: each up to twice the one before, and by chance no less than half of what it may be, so that
/// the clients of a server that went down do not come back as one.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan most, Random random)
{
    private int _failures;

    public TimeSpan Next()
    {
        var bound = first < most ? first : most;
        for (var doubled = 0; doubled < _failures && bound < most; doubled++)
        {
            bound = bound < most / 2 ? bound * 2 : most;
        }

        _failures++;
        return (bound / 2) + (bound / 2 * random.NextDouble());
    }

    /// <summary>An attempt has succeeded.</summary>
    public void Reset() => _failures = 0;
}
