using Collab.Core.Documents;

namespace Collab.Core.Tests.Sessions.Simulation;

/// <summary>What one replica has of another.</summary>
internal static class Replica
{
    /// <summary>What of these a document lacks; empty if nothing.</summary>
    public static string Lacks(Document document, StateVector blocks, DeleteSet deletes)
    {
        var own = document.GetStateVector();
        var deleted = document.GetDeleteSet();
        var lacks = blocks.Where(entry => entry.Clock > own[entry.Client])
            .Select(entry => $"{entry.Client} from {own[entry.Client]} to {entry.Clock}")
            .Concat(deletes.SelectMany(entry => entry.Ranges
                .Where(range => !deleted[entry.Client].Any(known => known.Clock <= range.Clock && range.End <= known.End))
                .Select(range => $"deletes of {entry.Client} from {range.Clock} to {range.End}")));
        return string.Join(", ", lacks);
    }

    public static string Describe(IEnumerable<(ulong Client, int Clock)> blocks) => string.Join(", ", blocks
        .GroupBy(block => block.Client, block => block.Clock)
        .Select(clocks => $"{clocks.Key}: {clocks.Min()}-{clocks.Max()}"));

    public static bool AreEqual(Document left, Document right) =>
        left.GetStateVector().Equals(right.GetStateVector())
        && left.GetDeleteSet().Equals(right.GetDeleteSet())
        && left.GetText("text").ToString() == right.GetText("text").ToString();
}
