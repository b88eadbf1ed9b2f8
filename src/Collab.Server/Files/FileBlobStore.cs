using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Collab.Core;
using Collab.Core.Storage;

namespace Collab.Server.Files;

/// <summary>Keeps images in files: a directory for each document, called by the hash of its name, with a file for each key.</summary>
/// <remarks>A file is written under another name, synced, renamed, and then the directory is synced. So what was answered is there after a crash, and
/// a file with a hash for its name is whole.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never made, so nothing is held.")]
internal sealed class FileBlobStore(string root) : IBlobStore
{
    private const int PrefixLength = 2;

    private readonly SemaphoreSlim _writing = new(1, 1);

    public Task<PutOutcome> PutAsync(
        DocumentName document, BlobKey key, ReadOnlyMemory<byte> content, long quota, CancellationToken cancellationToken) =>
        WriteAsync(() => Put(DirectoryOf(document), key, content.Span, quota), cancellationToken);

    public Task<Stream?> OpenAsync(DocumentName document, BlobKey key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                Path.Combine(DirectoryOf(document), key.Value),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                bufferSize: 1,
                FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(e);
        }
    }

    public Task<IReadOnlyList<BlobKey>> ListAsync(DocumentName document, CancellationToken cancellationToken)
    {
        try
        {
            List<BlobKey> keys = [];
            foreach (var file in FilesIn(DirectoryOf(document)).OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                if (BlobKey.TryParseHash(file.Name, out var key))
                {
                    keys.Add(key);
                }
            }

            return Task.FromResult<IReadOnlyList<BlobKey>>(keys);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(e);
        }
    }

    public Task CopyAsync(DocumentName from, DocumentName to, CancellationToken cancellationToken) => WriteAsync(
        () =>
        {
            var files = FilesIn(DirectoryOf(from)).ToList();
            if (files.Count == 0)
            {
                return true;
            }

            var target = DirectoryOf(to);
            Create(target);
            foreach (var file in files)
            {
                DurableFiles.Write(Path.Combine(target, file.Name), File.ReadAllBytes(file.FullName));
            }

            DurableFiles.SyncDirectory(target);
            return true;
        },
        cancellationToken);

    public Task EraseAsync(DocumentName document, CancellationToken cancellationToken) => WriteAsync(
        () =>
        {
            var directory = DirectoryOf(document);
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
                DurableFiles.SyncDirectory(Path.GetDirectoryName(directory)!);
            }

            return true;
        },
        cancellationToken);

    private PutOutcome Put(string directory, BlobKey key, ReadOnlySpan<byte> content, long quota)
    {
        var path = Path.Combine(directory, key.Value);
        if (key.IsCounted && IsThere(path, content.Length))
        {
            // By an earlier call, whose caller may have been told that it failed.
            DurableFiles.SyncDirectory(directory);
            return PutOutcome.Kept;
        }

        if (key.IsCounted && content.Length + FilesIn(directory).Where(IsCounted).Sum(file => file.Length) > quota)
        {
            return PutOutcome.OverQuota;
        }

        Create(directory);
        DurableFiles.Write(path, content);
        DurableFiles.SyncDirectory(directory);
        return PutOutcome.Kept;
    }

    private static bool IsThere(string path, long length) => new FileInfo(path) is { Exists: true } file && file.Length == length;

    private static bool IsCounted(FileInfo file) => BlobKey.TryParseHash(file.Name, out _);

    /// <summary>The blobs in a directory, without what a crash left half written.</summary>
    private static IEnumerable<FileInfo> FilesIn(string directory) => Directory.Exists(directory)
        ? new DirectoryInfo(directory).EnumerateFiles().Where(file => IsCounted(file) || file.Name == BlobKey.Thumbnail.Value)
        : [];

    private static StoreUnavailableException Unavailable(Exception failure) =>
        new($"images cannot be read or written now: {failure.Message}", failure);

    private void Create(string directory)
    {
        DurableFiles.CreateDirectory(root);
        DurableFiles.CreateDirectory(Path.GetDirectoryName(directory)!);
        DurableFiles.CreateDirectory(directory);
    }

    private string DirectoryOf(DocumentName document)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.Value)));
        return Path.Combine(root, hash[..PrefixLength], hash);
    }

    /// <summary>Writes on a thread of the pool, one call after the other.</summary>
    private async Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(write, CancellationToken.None);
        }
        catch (Exception e) when (e is (IOException and not StoreUnavailableException) or UnauthorizedAccessException)
        {
            throw Unavailable(e);
        }
        finally
        {
            _writing.Release();
        }
    }
}
