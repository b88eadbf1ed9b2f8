using Collab.Core;

namespace Collab.Server.Access.Links;

/// <summary>Keeps links in memory: beside the memory store, and as the index of <see cref="FileShareLinks"/>.</summary>
internal sealed class MemoryShareLinks : IShareLinks
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ShareLink> _links = new(StringComparer.Ordinal);

    public Task AddAsync(ShareLink link, CancellationToken cancellationToken)
    {
        Put(link);
        return Task.CompletedTask;
    }

    public Task<ShareLink?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_links.GetValueOrDefault(id));
        }
    }

    public Task<IReadOnlyList<ShareLink>> ListAsync(DocumentName document, CancellationToken cancellationToken) =>
        Task.FromResult(List(document));

    public Task<ShareLink?> RevokeAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Remove(id));

    public Task RevokeAllAsync(DocumentName document, CancellationToken cancellationToken)
    {
        foreach (var link in List(document))
        {
            Remove(link.Id);
        }

        return Task.CompletedTask;
    }

    public void Put(ShareLink link)
    {
        lock (_lock)
        {
            _links[link.Id] = link;
        }
    }

    public ShareLink? Remove(string id)
    {
        lock (_lock)
        {
            return _links.Remove(id, out var link) ? link : null;
        }
    }

    public IReadOnlyList<ShareLink> List(DocumentName document)
    {
        lock (_lock)
        {
            return [.. _links.Values.Where(link => link.Document == document)
                .OrderByDescending(link => link.CreatedAt).ThenBy(link => link.Id, StringComparer.Ordinal)];
        }
    }
}
