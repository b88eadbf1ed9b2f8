namespace Collab.Core.Sessions;

/// <summary>Hears when documents are opened and closed.</summary>
public interface ISessionListener
{
    /// <summary>Called when a document was loaded; those who wait for it are let in meanwhile. What it throws is logged and changes nothing
    /// else.</summary>
    Task OpenedAsync(DocumentName document, CancellationToken cancellationToken);

    /// <summary>Called when a document is no longer in memory and all of it is durable, as far as the store took it; after
    /// <see cref="OpenedAsync"/> has returned, and before the document is opened anew. What it throws is logged and changes nothing else.</summary>
    Task ClosedAsync(DocumentName document, CancellationToken cancellationToken);
}
