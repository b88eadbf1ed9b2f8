using Collab.Load.Reporting;
using Collab.Load.Servers;

namespace Collab.Load.Scenarios;

/// <summary>Rooms in which so many updates are written each second, whatever becomes of them.</summary>
/// <param name="Rate">Updates a second, of all rooms together; the writers take turns.</param>
internal sealed record PacedRooms(
    string Name, string Title, int Rooms, int Members, int Writers, double Rate, IReadOnlyList<Figure> Figures) : IScenario
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);

    public ServerSetup Setup => default;

    public int MostRounds => int.MaxValue;

    public bool Suits(ServerKind kind) => true;

    public IReadOnlyDictionary<string, double> Run(ScenarioContext context)
    {
        var (server, loop) = (context.Server, context.Loop);
        var crowd = RoomCrowds.Open(context, Rooms, Members, Writers, "typing", window: 256);
        var pump = crowd.AtRate(Rooms == 1 ? Rate : context.Scale((int)Rate));
        // The first seconds are the machine's that recovers from so many connections.
        loop.RunFor(pump, context.WarmUp + context.WarmUp);

        crowd.Tally.Restart();
        var (sent, cpu) = (crowd.Sent, server.CpuSeconds);
        loop.RunFor(pump, context.Measured);
        cpu = server.CpuSeconds - cpu;
        sent = crowd.Sent - sent;
        var (p50, p99) = (crowd.Tally.Latency.Quantile(0.5), crowd.Tally.Latency.Quantile(0.99));

        RoomCrowds.CheckComplete(context, crowd, SettleLimit);
        return new Dictionary<string, double> { ["cpu"] = cpu / sent * 1e6, ["p50"] = p50, ["p99"] = p99 };
    }
}
