using Collab.Core;
using Collab.Core.Storage;

namespace Collab.Server.Access.Links;

/// <summary>Keeps links in memory and in a file of the data directory, which grows by a line for each that is made or revoked.</summary>
/// <remarks>
/// The file is opened so that a write returns when it is on the disk, or throws. A last line without an end was never acknowledged, and
/// is cut off. Any other line that cannot be read keeps the server from starting, because it may have revoked a link. Only
/// the server's user can read the file: the ids in it let in. One process has the data directory: the document store holds its lock.
/// </remarks>
internal sealed partial class FileShareLinks : IShareLinks, IDisposable
{
    public const string FileName = "links.jsonl";

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly MemoryShareLinks _links = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly FileStream _file;
    private long _length;

    private FileShareLinks(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
        _file = OpenFile(path);
    }

    /// <summary>Opens the links of a data directory; there are none in a new one.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be read or written, is damaged, or a newer version made it.</exception>
    public static async Task<FileShareLinks> OpenAsync(string directory, TimeProvider time, ILogger<FileShareLinks> logger)
    {
        var path = Path.Combine(directory, FileName);
        FileShareLinks? links = null;
        try
        {
            links = new FileShareLinks(path, time);
            await links.ReadAsync(logger);
            return links;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            links?.Dispose();
            throw e as StoreUnavailableException ?? Unavailable(path, e);
        }
    }

    public async Task AddAsync(ShareLink link, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await AppendAsync(ShareLinkLines.Made(link));
            _links.Put(link);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task<ShareLink?> FindAsync(string id, CancellationToken cancellationToken) => _links.FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<ShareLink>> ListAsync(DocumentName document, CancellationToken cancellationToken) =>
        _links.ListAsync(document, cancellationToken);

    public async Task<ShareLink?> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var link = await _links.FindAsync(id, cancellationToken);
            if (link is not null)
            {
                await RevokeAsync([link]);
            }

            return link;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task RevokeAllAsync(DocumentName document, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await RevokeAsync(_links.List(document));
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _writing.Dispose();
    }

    // .NET's own flush hides a failed fsync; with O_SYNC (FILE_FLAG_WRITE_THROUGH) the write itself fails.
    private static FileStream OpenFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            Options = FileOptions.WriteThrough | FileOptions.Asynchronous,
            BufferSize = 0,
        };
        OwnerOnly.Restrict(options);
        return new FileStream(path, options);
    }

    private static StoreUnavailableException Unavailable(string path, Exception failure) =>
        new($"the share links in {path} are not available: {failure.Message}", failure);

    private async Task ReadAsync(ILogger logger)
    {
        var bytes = new byte[_file.Length];
        await _file.ReadExactlyAsync(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (whole < bytes.Length)
        {
            Log.CutOff(logger, _path, bytes.Length - whole);
            RandomAccess.SetLength(_file.SafeFileHandle, whole);
        }

        _length = whole;
        if (whole == 0)
        {
            await AppendAsync(ShareLinkLines.Header);
        }
        else
        {
            Apply(bytes.AsSpan(0, whole));
        }
    }

    private void Apply(ReadOnlySpan<byte> lines)
    {
        var number = 0;
        while (lines.Length > 0)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = lines[..end];
            lines = lines[(end + 1)..];
            if (++number == 1)
            {
                if (ShareLinkLines.WhatIsWrongWithHeader(line) is { } wrong)
                {
                    throw new StoreUnavailableException($"{_path} {wrong}");
                }
            }
            else if (!ShareLinkLines.TryApply(line, _links))
            {
                throw new StoreUnavailableException(
                    $"{_path} has a line {number} that cannot be read; it may have revoked a link: mend it, or take it out");
            }
        }
    }

    /// <summary>Revokes links, all or none. Under the lock.</summary>
    private async Task RevokeAsync(IReadOnlyList<ShareLink> links)
    {
        var at = _time.GetUtcNow();
        await AppendAsync([.. links.SelectMany(link => ShareLinkLines.Revoked(link.Id, at))]);
        foreach (var link in links)
        {
            _links.Remove(link.Id);
        }
    }

    private async Task AppendAsync(byte[] lines)
    {
        try
        {
            await RandomAccess.WriteAsync(_file.SafeFileHandle, lines, _length);
            _length += lines.Length;
        }
        catch (IOException e)
        {
            // Half a line may be there; the next write starts at the same place, on a file that ends there.
            RandomAccess.SetLength(_file.SafeFileHandle, _length);
            throw Unavailable(_path, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Path} ended within a line, as after a power cut; {Bytes} bytes that nobody was told of are cut off")]
        public static partial void CutOff(ILogger logger, string path, int bytes);
    }
}
