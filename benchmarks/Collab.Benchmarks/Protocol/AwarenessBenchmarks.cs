using System.Text;
using BenchmarkDotNet.Attributes;
using Collab.Core.Codec;
using Collab.Core.Protocol;

namespace Collab.Benchmarks.Protocol;

/// <summary>Awareness of a document with 200 clients, each of which sends back what it is sent: time and bytes for one client's entry.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcessConfig))]
public class AwarenessBenchmarks
{
    private const int Clients = 200;
    private const int Rounds = 100;

    private readonly AwarenessTable _table = new(TimeProvider.System, new AwarenessLimits());
    private readonly AwarenessSpeaker[] _speakers = NewSpeakers();
    private readonly byte[][][] _moves =
    [
        .. Enumerable.Range(1, Rounds).Select(clock => Enumerable.Range(0, Clients).Select(client => Update([client], (uint)clock)).ToArray()),
    ];

    private readonly byte[] _echo = Update(Enumerable.Range(0, Clients), Rounds);

    [GlobalSetup]
    public void Join() => MoveAll(_table, _speakers, _moves[^1]);

    /// <summary>Another client's repeat of what all have: nothing of it is new.</summary>
    [Benchmark(OperationsPerInvoke = Clients)]
    public long Repeat() => _table.Apply(_speakers[0], _echo);

    /// <summary>A client's own new state, and its share of the message that tells everybody.</summary>
    [Benchmark(OperationsPerInvoke = Clients * Rounds)]
    public AwarenessTable Move()
    {
        var table = new AwarenessTable(TimeProvider.System, new AwarenessLimits());
        var speakers = NewSpeakers();
        foreach (var updates in _moves)
        {
            MoveAll(table, speakers, updates);
        }

        return table;
    }

    private static void MoveAll(AwarenessTable table, AwarenessSpeaker[] speakers, byte[][] updates)
    {
        for (var client = 0; client < Clients; client++)
        {
            table.Apply(speakers[client], updates[client]);
        }

        table.Flush();
    }

    private static AwarenessSpeaker[] NewSpeakers() => [.. Enumerable.Range(0, Clients).Select(_ => new AwarenessSpeaker(AwarenessIdentity.Nobody))];

    private static byte[] Update(IEnumerable<int> clients, uint clock)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint((ulong)clients.Count());
        foreach (var client in clients)
        {
            // Client ids are 32 random bits; the state is a board's pointer and name.
            writer.WriteVarUint((uint)(client * 2654435761));
            writer.WriteVarUint(clock);
            writer.WriteVarBytes(Encoding.UTF8.GetBytes($$"""{"user":{"name":"Client {{client}}"},"x":{{client * 7}},"y":312.5}"""));
        }

        return writer.ToArray();
    }
}
