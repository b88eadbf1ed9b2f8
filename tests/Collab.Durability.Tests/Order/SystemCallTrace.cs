using System.Text.RegularExpressions;

namespace Collab.Durability.Tests.Order;

/// <summary>What strace wrote down, as calls with the lines on which each began and ended.</summary>
internal static partial class SystemCallTrace
{
    /// <param name="Began">The line that shows the call.</param>
    /// <param name="Ended">The line that shows its result: the same one, or a later one if another thread came between.</param>
    public readonly record struct Call(string Name, string Arguments, int Began, int Ended);

    /// <summary>Reads calls in the order in which they began.</summary>
    public static IReadOnlyList<Call> Read(string path)
    {
        var calls = new List<Call>();
        var unfinished = new Dictionary<string, int>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (Resumed().Match(line) is { Success: true } resumed && unfinished.Remove(resumed.Groups[1].Value, out var index))
            {
                calls[index] = calls[index] with { Ended = number };
            }
            else if (Started().Match(line) is { Success: true } started)
            {
                if (line.EndsWith("<unfinished ...>", StringComparison.Ordinal))
                {
                    unfinished[started.Groups[1].Value] = calls.Count;
                }

                calls.Add(new Call(started.Groups[2].Value, started.Groups[3].Value, number, number));
            }
        }

        return calls;
    }

    // "4711  fdatasync(87)  = 0" and "4711  <... fdatasync resumed>)  = 0".
    [GeneratedRegex(@"^(\d+) +(\w+)\((.*)$")]
    private static partial Regex Started();

    [GeneratedRegex(@"^(\d+) +<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();
}
