using Collab.Load.Scenarios;
using Collab.Load.Servers;

namespace Collab.Load.Reporting;

/// <summary>What all rounds of a scenario measured.</summary>
internal sealed class ScenarioResult(IScenario scenario)
{
    private readonly List<(ServerKind Kind, IReadOnlyDictionary<string, double> Values)> _rounds = [];
    private readonly List<(ServerKind Kind, string Why)> _failures = [];

    public IScenario Scenario { get; } = scenario;

    public bool HasFailed => _failures.Count > 0;

    public IReadOnlyList<(ServerKind Kind, string Why)> Failures => _failures;

    public void Add(ServerKind kind, IReadOnlyDictionary<string, double> values) => _rounds.Add((kind, values));

    public void Fail(ServerKind kind, string why) => _failures.Add((kind, why));

    /// <summary>The median of each server's rounds; a server without a good round is left out.</summary>
    public IReadOnlyDictionary<ServerKind, double> Medians(Figure figure) => _rounds
        .Where(round => double.IsFinite(round.Values[figure.Key]))
        .GroupBy(round => round.Kind, round => round.Values[figure.Key])
        .ToDictionary(rounds => rounds.Key, rounds => Median([.. rounds.Order()]));

    private static double Median(double[] sorted) =>
        (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
