using Collab.Core;

namespace Collab.Server.Access.Links;

/// <summary>The share links that were made and not revoked, expired ones among them.</summary>
/// <remarks>All methods may be called at the same time. Implementations are checked by one contract test suite.</remarks>
internal interface IShareLinks
{
    /// <summary>Keeps a new link; durable once the task completes.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">It may not have been kept.</exception>
    Task AddAsync(ShareLink link, CancellationToken cancellationToken);

    /// <returns>Null if there is none, or it was revoked.</returns>
    /// <exception cref="Core.Storage.StoreUnavailableException">Links cannot be read now.</exception>
    Task<ShareLink?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lists a document's links, the newest first.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">Links cannot be read now.</exception>
    Task<IReadOnlyList<ShareLink>> ListAsync(DocumentName document, CancellationToken cancellationToken);

    /// <summary>Revokes a link for good; durable once the task completes.</summary>
    /// <returns>The link; null if there is none.</returns>
    /// <exception cref="Core.Storage.StoreUnavailableException">It may not have been revoked; it can be tried again.</exception>
    Task<ShareLink?> RevokeAsync(string id, CancellationToken cancellationToken);

    /// <summary>Revokes all links of a document, which is deleted; durable once the task completes.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">Some may not have been revoked; it can be tried again.</exception>
    Task RevokeAllAsync(DocumentName document, CancellationToken cancellationToken);
}
