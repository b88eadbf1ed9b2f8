using System.Diagnostics;
using Collab.Load.Reporting;
using Collab.Load.Servers;

namespace Collab.Load.Scenarios;

/// <summary>A writer that sends without a pause: what other documents' people feel of it.</summary>
internal sealed class FloodingWriter : IScenario
{
    private const int Rooms = 10;
    private const double UpdatesPerSecond = 200;

    // So that the recording lasts: some servers take in all that comes, and choke on it later.
    private const double MostOfFlood = 250_000;
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(30);

    public string Name => "flooding-writer";

    public string Title => "a flooding writer; 10 other documents at 20 updates/s each";

    public IReadOnlyList<Figure> Figures { get; } =
    [
        new("p99-alone", "p99 of the others without it, ms", 1),
        new("p99", "p99 of the others, ms", 1),
        new("ratio", "p99 of the others, times that without it", 2, Goal.AtMost(2)),
        new("flood", "the flood, thousands of updates a second", 1),
    ];

    public ServerSetup Setup => default;

    public int MostRounds => int.MaxValue;

    public bool Suits(ServerKind kind) => true;

    public IReadOnlyDictionary<string, double> Run(ScenarioContext context)
    {
        var loop = context.Loop;
        var quiet = RoomCrowds.Open(context with { IsSmoke = false }, Rooms, 2, 1, "typing", window: 256);
        var flood = RoomCrowds.Open(context, 1, 2, 1, "typing", window: int.MaxValue / 8, "flood");
        var calm = quiet.AtRate(UpdatesPerSecond);
        loop.RunFor(calm, context.WarmUp);
        quiet.Tally.Restart();
        loop.RunFor(calm, context.Measured);
        var alone = quiet.Tally.Latency.Quantile(0.99);

        var started = loop.Now;
        Func<long, long> both = now =>
        {
            if (flood.Sent < Stopwatch.GetElapsedTime(started, now).TotalSeconds * MostOfFlood)
            {
                flood.Saturate(now);
            }

            // Soon again: the flood waits for no reader whose bytes would end the wait.
            return Math.Min(calm(now), now + (Stopwatch.Frequency / 1000));
        };
        loop.RunFor(both, context.WarmUp / 2);
        quiet.Tally.Restart();
        var sent = flood.Sent;
        loop.RunFor(both, context.Measured);
        var rate = (flood.Sent - sent) / context.Measured.TotalSeconds;
        var together = quiet.Tally.Latency.Quantile(0.99);
        RoomCrowds.CheckComplete(context, quiet, SettleLimit);
        return new Dictionary<string, double>
        {
            ["p99-alone"] = alone,
            ["p99"] = together,
            ["ratio"] = together / alone,
            ["flood"] = rate / 1e3,
        };
    }
}
