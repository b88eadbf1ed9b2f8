namespace Collab.Tests.Support;

/// <summary>What the server told of itself in a message of type 103.</summary>
/// <param name="Json">As sent, such as <c>{"storage":"trouble"}</c>.</param>
/// <param name="At">When it had arrived: a stamp of <see cref="System.Diagnostics.Stopwatch"/>.</param>
public sealed record SyncStatus(string Json, long At)
{
    /// <summary>Whether it is about the store, and not about rights.</summary>
    public bool IsOfStorage => Json.Contains("\"storage\"", StringComparison.Ordinal);

    public bool IsTrouble => Json.Contains("\"trouble\"", StringComparison.Ordinal);
}
