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
            isAllMet &= PrintRow("V1", update, (document, bytes) => document.ApplyUpdate(bytes), output);
        }

        foreach (var update in HostileUpdatesV2.Create(data))
        {
            isAllMet &= PrintRow("V2", update, (document, bytes) => document.ApplyUpdateV2(bytes), output);
        }

        return isAllMet;
    }

    private static bool PrintRow(
        string format, HostileUpdate update, Action<Document, byte[]> apply, TextWriter output)
    {
        var times = new double[Rounds];
        string? refusal = null;
        for (var i = -2; i < Rounds; i++)
        {
            GC.Collect();
            var document = new Document();
            var start = Stopwatch.GetTimestamp();
            refusal = Refusal(document, update.Bytes, apply);
            times[Math.Max(i, 0)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        var (median, worst) = (times[Rounds / 2], times[^1]);
        var isMet = refusal is not null && median <= GoalMilliseconds;
        output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"| {format}: {update.What} | {update.Bytes.Length / 1024} | {median:F2} ms | {worst:F2} ms "));
        output.WriteLine($"| {refusal ?? "none"} | {(isMet ? "yes" : "**no**")} |");
        return isMet;
    }

    private static string? Refusal(Document document, byte[] update, Action<Document, byte[]> apply)
    {
        try
        {
            apply(document, update);
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
