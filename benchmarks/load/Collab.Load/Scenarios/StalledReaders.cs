using Collab.Load.Reporting;
using Collab.Load.Servers;

namespace Collab.Load.Scenarios;

/// <summary>Readers that stop reading while large values are overwritten: what they cost the server, and the others.</summary>
internal sealed class StalledReaders : IScenario
{
    private const int Readers = 10;
    private const int Stalled = 100;

    // 10 kB each: 1 MB/s, in a document of 1 MB.
    private const double UpdatesPerSecond = 100;

    // Of what is measured elsewhere: with 5 s there it is a minute.
    private const int Times = 12;
    private static readonly TimeSpan WakeLimit = TimeSpan.FromSeconds(30);

    public string Name => "stalled-readers";

    public string Title => "100 stalled readers, a minute of 1 MB/s of overwritten values";

    public IReadOnlyList<Figure> Figures { get; } =
    [
        new("memory", "MB above the same without them", 0, Goal.AtMost(60)),
        new("p99-alone", "p99 of other readers without them, ms", 1),
        new("p99", "p99 of other readers, ms", 1),
        new("ratio", "p99 of other readers, times that without them", 2, Goal.AtMost(1.1)),
        new("gone", "stalled readers that the server gave up", 0),
    ];

    public ServerSetup Setup => default;

    public int MostRounds => 1;

    public bool Suits(ServerKind kind) => kind is not ServerKind.Relay;

    public IReadOnlyDictionary<string, double> Run(ScenarioContext context)
    {
        var alone = Measure(context, 0, "alone");
        context.Server.Stop();
        context.Server.Start();
        using var loop = new Sockets.EventLoop();
        var together = Measure(context with { Loop = loop }, context.Scale(Stalled), "together");
        return new Dictionary<string, double>
        {
            ["memory"] = (together.Resident - alone.Resident) / 1e6,
            ["p99-alone"] = alone.P99,
            ["p99"] = together.P99,
            ["ratio"] = together.P99 / alone.P99,
            ["gone"] = together.Gone,
        };
    }

    private static (double Resident, double P99, int Gone) Measure(ScenarioContext context, int stalled, string document)
    {
        var loop = context.Loop;
        var crowd = RoomCrowds.Open(context with { IsSmoke = false }, 1, 1 + Readers + stalled, 1, "wide", window: 512, document);
        var asleep = crowd.Members.TakeLast(stalled).ToList();
        asleep.ForEach(member => member.Connection!.SetReading(false));
        var pump = crowd.AtRate(UpdatesPerSecond);
        loop.RunFor(pump, context.WarmUp);
        crowd.Tally.Restart();
        loop.RunFor(pump, context.Measured * Times);
        var (resident, p99) = (context.Server.ResidentBytes, crowd.Tally.Latency.Quantile(0.99));

        // Those who wake up get it all; those who were given up would connect again.
        var gone = asleep.RemoveAll(member => member.Connection!.IsClosed);
        asleep.ForEach(member => member.Connection!.SetReading(true));
        var others = crowd.Members.Where(member => !member.Connection!.IsClosed).ToList();
        if (!loop.Run(null, () => others.TrueForAll(member => member.HasAll || member.Connection!.IsClosed), WakeLimit))
        {
            throw new ScenarioFailedException("not everybody got all that was sent");
        }

        return (resident, p99, gone + loop.Lost.Count);
    }
}
