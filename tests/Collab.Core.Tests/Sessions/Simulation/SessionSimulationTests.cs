using System.Globalization;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions.Simulation;

/// <summary>Random runs of clients, crashes and store faults. <c>COLLAB_SIMULATION=seed</c> repeats one run,
/// <c>COLLAB_SIMULATION=first-last</c> tries those.</summary>
/// <remarks>In commit-first also nothing that anybody has seen is lost.</remarks>
public sealed class SessionSimulationTests
{
    [Theory]
    [InlineData(DurabilityMode.RelayFirst)]
    [InlineData(DurabilityMode.CommitFirst)]
    public void Nothing_acknowledged_is_lost_and_everybody_ends_equal(DurabilityMode durability)
    {
        var (first, last) = Seeds();
        for (var seed = first; seed <= last; seed++)
        {
            var simulation = new SessionSimulation(seed, durability);
            try
            {
                simulation.Run(events: 400);
            }
            catch (Exception failure)
            {
                var trace = string.Join("\n  ", simulation.Trace);
                Assert.Fail($"seed {seed} (repeat it with COLLAB_SIMULATION={seed}): {failure.Message}\n  {trace}\n{failure}");
            }
        }
    }

    private static (int First, int Last) Seeds()
    {
        var asked = Environment.GetEnvironmentVariable("COLLAB_SIMULATION")?.Split('-') ?? ["1", "200"];
        return (int.Parse(asked[0], CultureInfo.InvariantCulture), int.Parse(asked[^1], CultureInfo.InvariantCulture));
    }
}
