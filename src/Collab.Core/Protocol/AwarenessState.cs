namespace Collab.Core.Protocol;

/// <summary>What is known of one client now.</summary>
/// <param name="Subject">Who its connection acts for, as the host knows them; null if nobody signed in, or the client is gone.</param>
/// <param name="Json">Its state as JSON text, as its client wrote it but for the identity; null if the client is gone.</param>
public sealed record AwarenessState(ClientId Client, string? Subject, string? Json);
