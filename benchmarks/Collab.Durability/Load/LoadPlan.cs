namespace Collab.Durability.Load;

/// <summary>What clients do: each types into a document of its own, all together at a rate that does not depend on answers.</summary>
internal sealed record LoadPlan(int Connections, int UpdatesPerSecond, TimeSpan WarmUp, TimeSpan Measured)
{
    public int WarmUpEach => (int)(UpdatesPerSecond * WarmUp.TotalSeconds / Connections);

    public int UpdatesEach => WarmUpEach + (int)(UpdatesPerSecond * Measured.TotalSeconds / Connections);
}
