namespace Collab.Load;

/// <summary>A server did not do what the scenario asks of it; the message says what.</summary>
internal sealed class ScenarioFailedException(string message) : Exception(message);
