namespace Collab.Load.Servers;

/// <summary>What of the servers a scenario wants otherwise than usual.</summary>
/// <param name="Stores">Whether peers keep documents on disk. Our server always does.</param>
/// <param name="ShippedFraming">Whether the relay uses System.Net.WebSockets as it ships.</param>
internal readonly record struct ServerSetup(bool Stores = false, bool ShippedFraming = false);
