using System.Diagnostics;
using Collab.Load.Replaying;
using Collab.Load.Reporting;
using Collab.Load.Servers;
using Collab.Load.Sockets;

namespace Collab.Load.Scenarios;

/// <summary>A room in which everybody moves a cursor all the time, and nobody writes.</summary>
/// <param name="Echoes">Whether clients send back what they hear, as y-websocket's do: for n clients n x n messages come in.</param>
internal sealed record AwarenessRoom(string Name, string Title, bool Echoes, IReadOnlyList<Figure> Figures) : IScenario
{
    private const int Clients = 200;
    private const double StatesPerSecond = 10;

    public ServerSetup Setup => default;

    public int MostRounds => int.MaxValue;

    // Through a relay, echoes would be echoed for ever.
    public bool Suits(ServerKind kind) => !Echoes || kind is not (ServerKind.Relay or ServerKind.Hocuspocus);

    public IReadOnlyDictionary<string, double> Run(ScenarioContext context)
    {
        var (server, loop, tally) = (context.Server, context.Loop, new Tally());
        var members = new AwarenessMember[context.Scale(Clients)];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = new AwarenessMember(loop, members, i, Echoes, tally);
        }

        Opening.OpenAll(loop, members.Length, server.Dialect.Syncs, i =>
        {
            members[i].Open(server.Port, server.Dialect, "cursors");
            return members[i].Connection!;
        });
        var pump = TakeTurns(loop, members);
        loop.RunFor(pump, context.WarmUp);

        tally.Restart();
        var (deliveries, cpu, started) = (tally.Deliveries, server.CpuSeconds, Stopwatch.GetTimestamp());
        loop.RunFor(pump, context.Measured);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        deliveries = tally.Deliveries - deliveries;
        cpu = server.CpuSeconds - cpu;
        var (p50, p99) = (tally.Latency.Quantile(0.5), tally.Latency.Quantile(0.99));

        context.CheckNothingLost();
        // Awareness promises the newest state, and that to everybody. Who fell behind has more to deliver than is worth waiting
        // for: its figures tell.
        var keptUp = deliveries >= 0.9 * seconds * StatesPerSecond * members.Length * (members.Length - 1);
        if (!loop.Run(null, () => !keptUp || Array.TrueForAll(members, member => member.HasAll), TimeSpan.FromSeconds(30)))
        {
            throw new ScenarioFailedException("not everybody got the last state of all others");
        }

        return new Dictionary<string, double>
        {
            ["rate"] = deliveries / seconds / 1e3,
            ["cpu"] = cpu / deliveries * 1e6,
            ["p50"] = p50,
            ["p99"] = p99,
        };
    }

    private static Func<long, long> TakeTurns(EventLoop loop, AwarenessMember[] members)
    {
        var interval = Stopwatch.Frequency / StatesPerSecond / members.Length;
        double due = loop.Now;
        var turn = 0;
        return now =>
        {
            for (; due <= now; due += interval)
            {
                members[turn++ % members.Length].SendState(now);
            }

            return (long)due;
        };
    }
}
