using Collab.Load.Replaying;
using Collab.Load.Reporting;
using Collab.Load.Servers;
using Collab.Load.Sockets;

namespace Collab.Load.Scenarios;

/// <summary>Connections that do nothing: what each one takes of the server's memory.</summary>
/// <param name="ShareRoom">Whether all are in one room, or each in one of its own.</param>
internal sealed record IdleConnections(string Name, string Title, bool ShareRoom, Goal Goal) : IScenario
{
    private const int Connections = 4000;
    private const int WarmUp = 200;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public IReadOnlyList<Figure> Figures { get; } = [new("memory", "resident kB a connection", 1, Goal)];

    public ServerSetup Setup => new(ShippedFraming: true);

    public int MostRounds => int.MaxValue;

    public bool Suits(ServerKind kind) => true;

    public IReadOnlyDictionary<string, double> Run(ScenarioContext context)
    {
        var settling = context.IsSmoke ? TimeSpan.FromSeconds(0.5) : Settling;
        // The first ones pay for code and pools.
        Open(context, 0, WarmUp);
        context.Loop.RunFor(null, settling);
        var before = context.Server.ResidentBytes;
        var count = context.Scale(Connections);
        Open(context, WarmUp, count);
        context.Loop.RunFor(null, settling);
        context.CheckNothingLost();
        return new Dictionary<string, double> { ["memory"] = (context.Server.ResidentBytes - before) / 1e3 / count };
    }

    private void Open(ScenarioContext context, int first, int count)
    {
        var dialect = context.Server.Dialect;
        var reader = new DocumentReader([0, 0], asksAtOnce: true);
        Opening.OpenAll(context.Loop, count, dialect.Syncs, i => reader.Open(
            context.Loop, context.Server.Port, dialect, ShareRoom ? "idle" : $"idle-{first + i}"));
    }
}
