using System.Globalization;
using Collab.Core.Documents;

namespace Collab.Benchmarks.Works;

/// <summary>Counts the bytes that an update costs on average when the whole of B4 arrives update by update: garbage, and
/// the document's own growth.</summary>
internal sealed class AllocationWork(BenchmarkData data) : Work("allocated")
{
    public override (double Value, string Check) Measure()
    {
        var updates = data.B4Updates;
        var document = new Document();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var update in updates)
        {
            document.ApplyUpdate(update);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var length = document.GetText("text").Length;
        return ((double)allocated / updates.Length, length.ToString(CultureInfo.InvariantCulture));
    }
}
