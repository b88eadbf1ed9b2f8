namespace Collab.Client;

/// <summary>The server does not take what was edited here, or said before that it would not: there is no right to write that, or
/// the app refused it.</summary>
/// <remarks>What was edited stays in the document here, and is offered again with the next connection, or when the right to
/// write comes. To be rid of it, dispose the client and begin with a new one.</remarks>
public sealed class CollabRefusedException(string reason) : IOException($"the server refused the edit: {reason}")
{
    public string Reason { get; } = reason;
}
