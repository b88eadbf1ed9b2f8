namespace Collab.Core.Sessions;

/// <summary>Who may see a change before it is durable. What is told as saved is durable in every mode.</summary>
public enum DurabilityMode
{
    /// <summary>Other peers see a change at once. One that others have seen is lost only if the process dies before its commit
    /// and everybody who has it is gone too.</summary>
    RelayFirst,

    /// <summary>Nobody sees what is not durable: no peer, no reader through the host, no listener. Others see a change one commit
    /// later, and who joins while others write makes them wait for one.</summary>
    CommitFirst,
}
