namespace Collab.Core.Storage.FileStore;

/// <summary>A store's directory as it is, with all that is written, cut, moved or deleted kept in memory.</summary>
/// <remarks>So the code that opens a store can be run on one that must not be changed. Files are opened for reading alone: a
/// directory without the right to write will do. The files that are there must not change meanwhile; the lock sees to
/// that.</remarks>
internal sealed class OverlayFiles(string root) : IStoreFiles
{
    private readonly string _root = Path.GetFullPath(root);

    // Null for what is deleted.
    private readonly Dictionary<string, MemoryFile?> _changed = new(StringComparer.Ordinal);

    /// <summary>None: nothing is written, so nothing has to be reserved.</summary>
    public long Capacity => 0;

    public long FreeSpace => 0;

    /// <summary>Keeps servers out by the lock file that they made. Where there is none, as in a copy, no server has opened
    /// the store yet, and none is made.</summary>
    /// <exception cref="StoreUnavailableException">Another process has the store, or there is no such directory.</exception>
    public IDisposable Lock(string path)
    {
        if (!Directory.Exists(_root))
        {
            throw new StoreUnavailableException($"there is no directory '{_root}'");
        }

        var file = Resolve(path);
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (FileNotFoundException)
        {
            return new MemoryFile();
        }
        catch (IOException failure)
        {
            throw new StoreUnavailableException(
                $"the store in '{_root}' is in use by {DiskFiles.DescribeOwner(file)}: {failure.Message}", failure);
        }
    }

    public Guid NewIdentity() => Guid.NewGuid();

    public IReadOnlyList<StoreFileInfo> List(string directory)
    {
        var path = new DirectoryInfo(Resolve(directory));
        var prefix = $"{directory}/";
        var there = path.Exists ? path.EnumerateFileSystemInfos() : [];
        var made = _changed.Where(change => change.Value is not null && IsIn(directory, change.Key))
            .Select(change => change.Key[prefix.Length..]);
        return
        [
            .. there.Where(info => !_changed.ContainsKey(prefix + info.Name))
                .Select(info => new StoreFileInfo(info.Name, info is DirectoryInfo)),
            .. made.Select(name => new StoreFileInfo(name, IsDirectory: false)),
        ];
    }

    public void CreateDirectory(string path)
    {
        // A directory that is not there lists as an empty one, and files in it can be made all the same.
    }

    public IStoreFile Create(string path)
    {
        var file = new MemoryFile();
        _changed[path] = file;
        return file;
    }

    public IStoreFile Open(string path) => _changed.TryGetValue(path, out var changed)
        ? changed ?? throw new FileNotFoundException($"'{path}' was deleted", path)
        : new OpenedFile(this, path);

    public void Move(string from, string to)
    {
        _changed[to] = _changed.GetValueOrDefault(from)
            ?? throw new FileNotFoundException($"'{from}' was not written here", from);
        _changed[from] = null;
    }

    public void Delete(string path) => _changed[path] = null;

    public void SyncDirectory(string path)
    {
        // Nothing here is ever to be durable.
    }

    private static bool IsIn(string directory, string path) =>
        path.LastIndexOf('/') == directory.Length && path.StartsWith(directory, StringComparison.Ordinal);

    private string Resolve(string path) => Path.Combine(_root, path);

    /// <summary>A file of the directory; when it is to be cut, a copy in memory takes its place.</summary>
    private sealed class OpenedFile(OverlayFiles files, string path) : IStoreFile
    {
        private readonly DiskFile _original = new(
            File.OpenHandle(
                files.Resolve(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
            path);

        private MemoryFile? _copy;

        public long Length => _copy?.Length ?? _original.Length;

        public int Read(Span<byte> buffer, long offset) =>
            _copy?.Read(buffer, offset) ?? _original.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => Copy(_original.Length).Write(bytes, offset);

        public void Truncate(long length) => Copy(Math.Min(length, _original.Length)).Truncate(length);

        public void Sync()
        {
            // As for everything here.
        }

        public void Dispose() => _original.Dispose();

        private MemoryFile Copy(long length)
        {
            if (_copy is null)
            {
                var bytes = new byte[length];
                _original.Read(bytes, 0);
                _copy = new MemoryFile();
                _copy.Write(bytes, 0);
                files._changed[path] = _copy;
            }

            return _copy;
        }
    }
}
