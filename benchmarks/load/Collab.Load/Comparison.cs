using System.Net.Sockets;
using Collab.Load.Replaying;
using Collab.Load.Reporting;
using Collab.Load.Scenarios;
using Collab.Load.Servers;
using Collab.Load.Sockets;

namespace Collab.Load;

/// <summary>Runs scenarios against servers in turn, A B A B, so that what else the machine does meets all of them.</summary>
internal sealed class Comparison(LoadOptions options)
{
    private readonly Recordings _recordings = new(options.Recordings);

    public IReadOnlyList<ScenarioResult> Run(IEnumerable<IScenario> scenarios) => [.. scenarios.Select(Run)];

    private ScenarioResult Run(IScenario scenario)
    {
        var result = new ScenarioResult(scenario);
        var rounds = Math.Min(options.Repeat, scenario.MostRounds);
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var kind in options.Servers.Where(scenario.Suits))
            {
                RunOnce(scenario, kind, round, result);
            }
        }

        return result;
    }

    private void RunOnce(IScenario scenario, ServerKind kind, int round, ScenarioResult result)
    {
        try
        {
            using var server = new MeasuredServer(kind, scenario.Setup, options.Environment);
            server.Start();
            using var loop = new EventLoop();
            var values = scenario.Run(new ScenarioContext(server, loop, _recordings, options.Measured, options.IsSmoke));
            result.Add(kind, values);
            var told = scenario.Figures.Select(figure => $"{figure.Label} {ResultTable.Show(figure, values[figure.Key])}");
            Tell($"{scenario.Name} {round} {kind.Name()}: {string.Join("; ", told)}");
        }
        catch (Exception failure) when (failure is ScenarioFailedException or IOException or SocketException or InvalidDataException)
        {
            result.Fail(kind, failure.Message);
            Tell($"{scenario.Name} {round} {kind.Name()} FAILED: {failure.Message}");
        }
    }

    // Results alone go to standard output.
    private static void Tell(string line) => Console.Error.WriteLine(line);
}
