using System.Diagnostics;
using System.Globalization;
using Collab.Benchmarks.Works;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Benchmarks.Hostile;

/// <summary>Measures how long a document takes to refuse what was made to hurt it.</summary>
internal static class HostileTable
{
    private const int Rounds = 9;
    private const double GoalMilliseconds = 50;

    /// <returns>Whether each was refused in time.</returns>
    public static bool Print(BenchmarkData data, TextWriter output)
    {
        output.WriteLine("| hostile update | KiB | refused in, median | worst | refusal | met (50 ms) |");
        output.WriteLine("| --- | ---: | ---: | ---: | --- | --- |");
        var isAllMet = true;
        foreach (var update in HostileUpdatesV1.Create(data))
        {
            isAllMet &= PrintRow(update, output);
        }

        return isAllMet;
    }

    private static bool PrintRow(HostileUpdate update, TextWriter output)
    {
        var times = new double[Rounds];
        string? refusal = null;
        for (var i = -2; i < Rounds; i++)
        {
            GC.Collect();
            var document = new Document();
            var start = Stopwatch.GetTimestamp();
            refusal = Refusal(document, update.Bytes);
            times[Math.Max(i, 0)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        var isMet = refusal is not null && times[Rounds / 2] <= GoalMilliseconds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {update.What} | {update.Bytes.Length / 1024} | {times[Rounds / 2]:F2} ms | {times[^1]:F2} ms | {refusal ?? "none"} | {(isMet ? "yes" : "**no**")} |"));
        return isMet;
    }

    private static string? Refusal(Document document, byte[] update)
    {
        try
        {
            document.ApplyUpdate(update);
            return null;
        }
        catch (MalformedUpdateException exception)
        {
            return exception.Message;
        }
        catch (PendingLimitException exception)
        {
            return exception.Message;
        }
    }
}
