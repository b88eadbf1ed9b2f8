namespace Collab.Core.Sessions;

/// <summary>Hears of documents' changes once they are durable.</summary>
public interface IDocumentListener
{
    /// <summary>Whether it only notes the change and returns at once, never waiting for anything: it is called on the document's loop then, instead of
    /// on a thread that has to be woken for each commit.</summary>
    bool IsImmediate => false;

    /// <summary>Called after commits, or when none has followed for <see cref="DocumentSessionOptions.ListenerDelay"/>: one call at a time for a
    /// document, and only with the newest change if several were committed meanwhile. What it throws is logged and changes nothing else.</summary>
    Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken);
}
