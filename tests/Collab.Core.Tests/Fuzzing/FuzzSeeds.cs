using System.Globalization;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>Which seeds a fuzzing test tries, and how it says which one failed.</summary>
internal static class FuzzSeeds
{
    private const int TimesWhenLong = 10;

    private static readonly string? Only = Environment.GetEnvironmentVariable("COLLAB_FUZZ");

    /// <summary>So many seeds from 1 on; ten times as many in a long run; the one that the environment asks for.</summary>
    public static IEnumerable<int> Of(int count) => Only is not null
        ? [int.Parse(Only, CultureInfo.InvariantCulture)]
        : Enumerable.Range(1, Environment.GetEnvironmentVariable("COLLAB_LONG") == "1" ? count * TimesWhenLong : count);

    /// <summary>Runs what a seed stands for; a failure says how to repeat it.</summary>
    public static void Run(int seed, Action attack)
    {
        try
        {
            attack();
        }
        catch (Exception failure)
        {
            var test = TestContext.Current.TestMethod?.MethodName;
            throw new InvalidOperationException(
                $"repeat with: COLLAB_FUZZ={seed} dotnet test tests/Collab.Core.Tests --filter {test}", failure);
        }
    }

    /// <summary>Fails if fewer inputs were tried than a run is said to try.</summary>
    public static void AssertAllRan(int tried, int expected) => Assert.True(Only is not null || tried >= expected, $"{tried} inputs");
}
