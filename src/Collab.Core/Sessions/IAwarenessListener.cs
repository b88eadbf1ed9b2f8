namespace Collab.Core.Sessions;

/// <summary>Hears who is in a document, and what their clients say of them.</summary>
public interface IAwarenessListener
{
    /// <summary>Called when states have changed, after peers were told: one call at a time for a document, with only the newest state of each
    /// client if several came meanwhile. What it throws is logged and changes nothing else.</summary>
    Task ChangedAsync(AwarenessChange change, CancellationToken cancellationToken);
}
