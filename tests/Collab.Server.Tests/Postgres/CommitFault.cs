namespace Collab.Server.Tests.Postgres;

/// <summary>What <see cref="CommitProxy"/> does to a COMMIT that passes through it.</summary>
public enum CommitFault
{
    /// <summary>The server gets it and carries it out; the client's connection breaks before the answer comes.</summary>
    AnswerLost,

    /// <summary>It never gets to the server; both connections break.</summary>
    CommitLost,

    /// <summary>The server gets half of its bytes; then both connections break.</summary>
    CommitTorn,

    /// <summary>The client's connection breaks at once; the server gets it when it is released.</summary>
    CommitDelayed,
}
