using Collab.Load.Replaying;
using Collab.Load.Servers;
using Collab.Load.Sockets;

namespace Collab.Load.Scenarios;

/// <summary>What a run of a scenario has to work with.</summary>
/// <param name="Measured">How long is measured.</param>
/// <param name="IsSmoke">Whether it is only tried out, with fewer clients.</param>
internal sealed record ScenarioContext(
    MeasuredServer Server, EventLoop Loop, Recordings Recordings, TimeSpan Measured, bool IsSmoke)
{
    private const int SmokePart = 10;

    /// <summary>How long the load runs before anything counts.</summary>
    public TimeSpan WarmUp => IsSmoke ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromSeconds(2);

    /// <summary>A count of clients or documents, fewer if it is only tried out.</summary>
    public int Scale(int count) => IsSmoke ? Math.Max(Math.Min(count, 2), count / SmokePart) : count;

    /// <summary>Ends the scenario if a connection was lost.</summary>
    public void CheckNothingLost()
    {
        if (Loop.Lost.Count > 0)
        {
            throw new ScenarioFailedException($"{Loop.Lost.Count} connections were lost: {Loop.Lost[0]}; {Server.Output}");
        }
    }
}
