using Collab.Load.Reporting;
using Collab.Load.Servers;

namespace Collab.Load.Scenarios;

/// <summary>One kind of load, and what is measured under it.</summary>
internal interface IScenario
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    string Title { get; }

    IReadOnlyList<Figure> Figures { get; }

    ServerSetup Setup { get; }

    /// <summary>How often it is worth running: long scenarios run once.</summary>
    int MostRounds { get; }

    bool Suits(ServerKind kind);

    /// <summary>Runs it once against a server that was just started.</summary>
    /// <returns>A value for each of <see cref="Figures"/>, by its key.</returns>
    /// <exception cref="ScenarioFailedException">The server did not deliver what it had to.</exception>
    IReadOnlyDictionary<string, double> Run(ScenarioContext context);
}
