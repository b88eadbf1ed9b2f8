using Collab.Core.Documents;

namespace Collab.Benchmarks.Works;

/// <summary>Measures what one loaded document takes: the growth over 20 loads, all kept, in a process that does nothing
/// else.</summary>
internal static class MemoryMeasurement
{
    private const int Loads = 20;

    /// <param name="document">b4 or whiteboard.</param>
    public static void Run(BenchmarkData data, string document, TextWriter answers)
    {
        var state = document == "b4" ? data.B4StateV1 : data.WhiteboardState;

        // What the first load needs for itself stays out of the account.
        var kept = new List<Document> { EngineWorks.Load(state) };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Loads; i++)
        {
            kept.Add(EngineWorks.Load(state));
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        WorkLoop.Answer(answers, (double)grown / Loads, $"{kept.Count} documents");
    }
}
