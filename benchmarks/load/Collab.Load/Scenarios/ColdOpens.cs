using System.Diagnostics;
using Collab.Load.Replaying;
using Collab.Load.Reporting;
using Collab.Load.Servers;
using Collab.Load.Sockets;
using Collab.Load.Wire;

namespace Collab.Load.Scenarios;

/// <summary>Clients that open documents which the server has only on disk, one client a document.</summary>
/// <param name="Content">Which recorded document they all hold.</param>
internal sealed record ColdOpens(string Name, string Title, string Content, int Documents, Goal Goal) : IScenario
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Peers save some seconds after a change, and tell nobody when they have.
    private static readonly TimeSpan SavingTime = TimeSpan.FromSeconds(4);

    public IReadOnlyList<Figure> Figures { get; } =
    [
        new("rate", "opens a second, handshake included", 0, Goal),
        new("cpu", "server CPU, ms an open", 2),
    ];

    public ServerSetup Setup => new(Stores: true);

    public int MostRounds => int.MaxValue;

    public bool Suits(ServerKind kind) => kind is not ServerKind.Relay;

    public IReadOnlyDictionary<string, double> Run(ScenarioContext context)
    {
        var content = context.Recordings.Document(Content);
        var count = context.Scale(Documents);
        Fill(context, content, count);
        context.Server.Stop();
        context.Server.Start();
        // The programs warm up with documents that nobody measures: both are measured, not their compilers.
        OpenAll(context, content, count, count / 4);

        return OpenAll(context, content, 0, count);
    }

    private static void Fill(ScenarioContext context, byte[] content, int count)
    {
        using var loop = new EventLoop();
        var authors = Enumerable.Range(0, count + (count / 4)).Select(_ => new DocumentReader(content, asksAtOnce: true)).ToArray();
        var connections = Opening.OpenAll(loop, authors.Length, syncs: true, i => authors[i].Open(
            loop, context.Server.Port, context.Server.Dialect, DocumentName(i)));
        foreach (var connection in connections)
        {
            connection.SendUpdate(SyncKind.Update, content);
            loop.RunFor(null, TimeSpan.FromMilliseconds(1));
        }

        loop.RunFor(null, SavingTime);
        if (loop.Lost.Count > 0)
        {
            throw new ScenarioFailedException($"documents could not be written: {loop.Lost[0]}");
        }
    }

    private static Dictionary<string, double> OpenAll(ScenarioContext context, byte[] content, int first, int count)
    {
        var (server, loop) = (context.Server, context.Loop);
        var readers = Enumerable.Range(0, count).Select(_ => new DocumentReader(content, asksAtOnce: true)).ToArray();
        var (cpu, started, opened, done) = (server.CpuSeconds, Stopwatch.GetTimestamp(), 0, 0);
        loop.Run(
            _ =>
            {
                done = readers.Count(reader => reader.IsComplete);
                for (; opened < count && opened - done < AtOnce; opened++)
                {
                    readers[opened].Open(loop, server.Port, server.Dialect, DocumentName(first + opened));
                }

                return long.MaxValue;
            },
            () => done == count || loop.Lost.Count > 0,
            Limit);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        cpu = server.CpuSeconds - cpu;
        context.CheckNothingLost();
        return done == count
            ? new Dictionary<string, double> { ["rate"] = count / seconds, ["cpu"] = cpu / count * 1e3 }
            : throw new ScenarioFailedException($"{count - done} of {count} documents did not come back");
    }

    private static string DocumentName(int number) => $"stored-{number}";
}
