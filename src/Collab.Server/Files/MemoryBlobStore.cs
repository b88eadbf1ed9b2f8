using Collab.Core;

namespace Collab.Server.Files;

/// <summary>Keeps images in memory, beside the memory store.</summary>
internal sealed class MemoryBlobStore : IBlobStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocumentName, Dictionary<BlobKey, byte[]>> _blobs = [];

    public Task<PutOutcome> PutAsync(
        DocumentName document, BlobKey key, ReadOnlyMemory<byte> content, long quota, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var blobs = _blobs.GetValueOrDefault(document) ?? [];
            var others = blobs.Where(blob => blob.Key.IsCounted && blob.Key != key).Sum(blob => (long)blob.Value.Length);
            if (key.IsCounted && others + content.Length > quota)
            {
                return Task.FromResult(PutOutcome.OverQuota);
            }

            blobs[key] = content.ToArray();
            _blobs[document] = blobs;
        }

        return Task.FromResult(PutOutcome.Kept);
    }

    public Task<Stream?> OpenAsync(DocumentName document, BlobKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var content = _blobs.GetValueOrDefault(document)?.GetValueOrDefault(key);
            return Task.FromResult<Stream?>(content is null ? null : new MemoryStream(content, writable: false));
        }
    }

    public Task<IReadOnlyList<BlobKey>> ListAsync(DocumentName document, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            IEnumerable<BlobKey> keys = _blobs.GetValueOrDefault(document)?.Keys ?? Enumerable.Empty<BlobKey>();
            return Task.FromResult<IReadOnlyList<BlobKey>>(
                [.. keys.Where(key => key.IsCounted).OrderBy(key => key.Value, StringComparer.Ordinal)]);
        }
    }

    public Task CopyAsync(DocumentName from, DocumentName to, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_blobs.TryGetValue(from, out var blobs))
            {
                _blobs[to] = new Dictionary<BlobKey, byte[]>(blobs);
            }
        }

        return Task.CompletedTask;
    }

    public Task EraseAsync(DocumentName document, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _blobs.Remove(document);
        }

        return Task.CompletedTask;
    }
}
