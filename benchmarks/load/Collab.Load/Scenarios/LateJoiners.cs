using System.Diagnostics;
using Collab.Load.Replaying;
using Collab.Load.Reporting;
using Collab.Load.Servers;
using Collab.Load.Sockets;

namespace Collab.Load.Scenarios;

/// <summary>Clients that come to a large document which is open already, and ask for all of it.</summary>
/// <remarks>Their WebSockets are opened beforehand, so that only the sync is measured: from step 1 until the whole content came.</remarks>
internal sealed class LateJoiners : IScenario
{
    private const int Joiners = 200;
    private const int AtOnce = 16;
    private const string Document = "late";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Name => "late-joiners";

    public string Title => "late joiners of a document of 182 kB, handshake apart";

    public IReadOnlyList<Figure> Figures { get; } =
    [
        new("rate", "joins a second", 0, Goal.AtLeastBetterPeer(3)),
        new("cpu", "server CPU, ms a join", 3, Goal.AtMostBetterPeer(0.2)),
    ];

    public ServerSetup Setup => default;

    public int MostRounds => int.MaxValue;

    public bool Suits(ServerKind kind) => kind is not ServerKind.Relay;

    public IReadOnlyDictionary<string, double> Run(ScenarioContext context)
    {
        var content = context.Recordings.Document("large");
        var author = new DocumentReader(content, asksAtOnce: true);
        var dialect = context.Server.Dialect;
        Opening.OpenAll(context.Loop, 1, syncs: true, _ => author.Open(context.Loop, context.Server.Port, dialect, Document))[0]
            .SendUpdate(Wire.SyncKind.Update, content);
        var (joins, cpu, seconds) = (0, 0.0, 0.0);
        JoinAll(context, content); // warms up
        while (seconds < context.Measured.TotalSeconds)
        {
            var (roundCpu, roundSeconds) = JoinAll(context, content);
            (joins, cpu, seconds) = (joins + Joiners, cpu + roundCpu, seconds + roundSeconds);
        }

        return new Dictionary<string, double> { ["rate"] = joins / seconds, ["cpu"] = cpu / joins * 1e3 };
    }

    private static (double Cpu, double Seconds) JoinAll(ScenarioContext context, byte[] content)
    {
        var (server, loop) = (context.Server, context.Loop);
        var readers = Enumerable.Range(0, Joiners).Select(_ => new DocumentReader(content, asksAtOnce: false)).ToArray();
        var connections = Opening.OpenAll(
            loop, Joiners, syncs: false, i => readers[i].Open(loop, server.Port, server.Dialect, Document));
        // What the server sends unasked is no part of the join.
        loop.RunFor(null, TimeSpan.FromSeconds(0.2));

        var (cpu, started, asked, done) = (server.CpuSeconds, Stopwatch.GetTimestamp(), 0, 0);
        loop.Run(
            _ =>
            {
                done = readers.Count(reader => reader.IsComplete);
                for (; asked < Joiners && asked - done < AtOnce; asked++)
                {
                    connections[asked].SendStep1();
                }

                return long.MaxValue;
            },
            () => done == Joiners || loop.Lost.Count > 0,
            Limit);
        var used = (server.CpuSeconds - cpu, Stopwatch.GetElapsedTime(started).TotalSeconds);
        context.CheckNothingLost();
        if (done < Joiners)
        {
            throw new ScenarioFailedException($"{Joiners - done} of {Joiners} joiners did not get the document");
        }

        foreach (var connection in connections)
        {
            connection.Close();
        }

        return used;
    }
}
