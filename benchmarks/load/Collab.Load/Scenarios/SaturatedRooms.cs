using System.Diagnostics;
using Collab.Load.Reporting;
using Collab.Load.Servers;

namespace Collab.Load.Scenarios;

/// <summary>Rooms whose writers send as fast as all readers get it.</summary>
/// <param name="Recording">Of what the writers do.</param>
/// <param name="Window">How many updates of each writer may be under way: bounded, so that servers which queue without a bound
/// live, and wide enough that none waits for the generator.</param>
internal sealed record SaturatedRooms(
    string Name, string Title, string Recording, int Rooms, int Members, int Writers, int Window, Goal Goal) : IScenario
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);

    public IReadOnlyList<Figure> Figures { get; } =
    [
        new("rate", "deliveries, thousands a second", 1, Goal),
        new("cpu", "server CPU seconds per million deliveries", 3),
        new("p99", "p99 latency, ms", 1),
    ];

    public ServerSetup Setup => default;

    public int MostRounds => int.MaxValue;

    public bool Suits(ServerKind kind) => true;

    public IReadOnlyDictionary<string, double> Run(ScenarioContext context)
    {
        var (server, loop) = (context.Server, context.Loop);
        var crowd = RoomCrowds.Open(context, Rooms, Members, Writers, Recording, Window);
        loop.RunFor(crowd.Saturate, context.WarmUp);

        crowd.Tally.Restart();
        var (deliveries, cpu, started) = (crowd.Tally.Deliveries, server.CpuSeconds, Stopwatch.GetTimestamp());
        loop.Run(crowd.Saturate, () => crowd.HasExhausted, context.Measured);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        deliveries = crowd.Tally.Deliveries - deliveries;
        cpu = server.CpuSeconds - cpu;
        var latency = crowd.Tally.Latency.Quantile(0.99);

        RoomCrowds.CheckComplete(context, crowd, SettleLimit);
        return new Dictionary<string, double>
        {
            ["rate"] = deliveries / seconds / 1e3,
            ["cpu"] = cpu / deliveries * 1e6,
            ["p99"] = latency,
        };
    }
}
