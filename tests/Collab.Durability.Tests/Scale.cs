namespace Collab.Durability.Tests;

/// <summary>How much a test does: little in every run, much with <c>./test.sh --long</c>.</summary>
internal static class Scale
{
    private static bool IsLong { get; } = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1";

    public static T Of<T>(T usual, T full) => IsLong ? full : usual;

    /// <summary>The seed of random moments: another one in each run, and the one that COLLAB_SEED names to run it again.</summary>
    public static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLLAB_SEED"), out var seed) ? seed : Random.Shared.Next();
}
