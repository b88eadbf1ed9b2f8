namespace Collab.Core.Protocol;

/// <summary>A connection as the one that brings clients' states: to its table, which knows by it what ends with the connection.</summary>
/// <param name="principal">Who it acts for, as the host's sign-in names them; null if nobody signed in.</param>
public sealed class AwarenessSpeaker(string? principal)
{
    public string? Principal { get; } = principal;

    /// <summary>The clients that it speaks for now; at most <see cref="AwarenessLimits.MaxClientsPerPeer"/>.</summary>
    internal List<AwarenessRow> Rows { get; } = [];
}
