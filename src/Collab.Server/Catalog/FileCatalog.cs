using System.Buffers;
using Collab.Core;
using Collab.Core.Storage;
using Microsoft.Win32.SafeHandles;

namespace Collab.Server.Catalog;

/// <summary>Keeps the list in memory and in a file of the data directory, which grows by a line for each change.</summary>
/// <remarks>
/// The file is opened so that a write returns when it is on the disk, or throws. It is written anew, beside the old one and then
/// in its place, when most of its lines are outdated, some cannot be read, or an older version made it. What mirrors the documents they bring
/// back if it is lost; folders, stars, the trash and what was deleted are here alone.
/// One process has the data directory: the file store holds its lock.
/// </remarks>
internal sealed partial class FileCatalog : ICatalog, IDisposable
{
    public const string FileName = "catalog.jsonl";

    // Outdated lines that a file may have beside four for each entry before it is written anew.
    private const int SpareLines = 10_000;

    private readonly string _path;
    private readonly ILogger _logger;
    private readonly MemoryCatalog _entries = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private SafeFileHandle? _file;
    private bool _isNamed;
    private long _length;
    private long _lines;

    private FileCatalog(string path, ILogger logger)
    {
        _path = path;
        _logger = logger;
    }

    private bool IsMostlyOutdated => _lines > (4L * _entries.Count) + SpareLines;

    /// <summary>Opens the catalogue of a data directory, or makes an empty one.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be read or written, or a newer version made it.</exception>
    public static async Task<FileCatalog> OpenAsync(string directory, ILogger<FileCatalog> logger)
    {
        var catalog = new FileCatalog(Path.Combine(directory, FileName), logger);
        try
        {
            var content = File.Exists(catalog._path) ? catalog.Read() : null;
            if (content is { IsWhole: false })
            {
                var aside = FreeName($"{catalog._path}.damaged-");
                File.Copy(catalog._path, aside);
                Log.Damaged(logger, catalog._path, aside);
            }

            if (content is { IsWhole: true, Version: CatalogFileFormat.Version } && !catalog.IsMostlyOutdated)
            {
                catalog._file = OpenFile(catalog._path, FileMode.Open);
                catalog._length = RandomAccess.GetLength(catalog._file);
            }
            else
            {
                await catalog.RewriteAsync();
            }

            return catalog;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            catalog.Dispose();
            throw e as StoreUnavailableException ?? catalog.Unavailable(e);
        }
    }

    public Task RecordAsync(IReadOnlyCollection<DocumentRecord> records, CancellationToken cancellationToken) =>
        WriteAsync(() => (_entries.Merge(records), true), cancellationToken);

    public Task<DocumentEntry?> ChangeAsync(DocumentName name, EntryChange change, CancellationToken cancellationToken) =>
        WriteAsync<DocumentEntry?>(
            () =>
            {
                var entry = _entries.Find(name);
                var changed = entry is null ? null : change.ApplyTo(entry);
                return (changed is null || changed == entry ? [] : [CatalogLine.Of(changed)], changed);
            },
            cancellationToken);

    public Task<FolderRenaming> RenameFolderAsync(string from, string to, CancellationToken cancellationToken) =>
        WriteAsync<FolderRenaming>(
            () =>
            {
                var outcome = _entries.WouldRename(from, to, out var renamed);
                return (renamed, outcome);
            },
            cancellationToken);

    public Task<DeletionOutcome> DeleteAsync(DocumentName name, DateTimeOffset at, CancellationToken cancellationToken) =>
        WriteAsync<DeletionOutcome>(
            () =>
            {
                var outcome = _entries.WouldDelete(name);
                return (outcome == DeletionOutcome.Deleted ? [new CatalogLine(name, null, at)] : [], outcome);
            },
            cancellationToken);

    public Task ForgetDeletionAsync(DocumentName name, CancellationToken cancellationToken) =>
        WriteAsync<bool>(
            () => (_entries.IsDeleted(name) ? [new CatalogLine(name, null, null)] : [], true), cancellationToken);

    public Task<bool> IsDeletedAsync(DocumentName name, CancellationToken cancellationToken) =>
        _entries.IsDeletedAsync(name, cancellationToken);

    public Task<IReadOnlyList<DocumentName>> ListDeletedAsync(CancellationToken cancellationToken) =>
        _entries.ListDeletedAsync(cancellationToken);

    public Task<DocumentEntry?> FindAsync(DocumentName name, CancellationToken cancellationToken) =>
        _entries.FindAsync(name, cancellationToken);

    public Task<IReadOnlyList<DocumentEntry>> ListAsync(CancellationToken cancellationToken) =>
        _entries.ListAsync(cancellationToken);

    public void Dispose()
    {
        _file?.Dispose();
        _writing.Dispose();
    }

    private static string FreeName(string beginning)
    {
        var number = 1;
        while (File.Exists($"{beginning}{number}"))
        {
            number++;
        }

        return $"{beginning}{number}";
    }

    private CatalogFileContent Read()
    {
        var content = CatalogFileContent.Read(_path);
        _entries.Put([.. content.Entries.Select(CatalogLine.Of)]);
        _entries.Put([.. content.Deleted.Select(deleted => new CatalogLine(deleted.Key, null, deleted.Value))]);
        _lines = content.Lines;
        return content;
    }

    /// <summary>Writes lines, one writer after the other, and then takes them into the list.</summary>
    /// <param name="makeLines">Makes the lines of the list as it is, and the answer for when they are written.</param>
    private async Task<T> WriteAsync<T>(
        Func<(IReadOnlyList<CatalogLine> Lines, T Answer)> makeLines, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var (lines, answer) = makeLines();
            if (lines.Count > 0)
            {
                await AppendAsync(lines);
                _entries.Put(lines);
                await RewriteIfMostlyOutdatedAsync();
            }

            return answer;
        }
        catch (IOException e)
        {
            throw Unavailable(e);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task AppendAsync(IReadOnlyList<CatalogLine> changed)
    {
        EnsureNamed();
        var lines = new ArrayBufferWriter<byte>(256 * changed.Count);
        foreach (var line in changed)
        {
            CatalogFileFormat.Write(lines, line);
        }

        try
        {
            await RandomAccess.WriteAsync(_file!, lines.WrittenMemory, _length);
        }
        catch (IOException)
        {
            // Half a line may be there; the next write starts at the same place, on a file that ends there.
            RandomAccess.SetLength(_file!, _length);
            throw;
        }

        _length += lines.WrittenCount;
        _lines += changed.Count;
    }

    private async Task RewriteIfMostlyOutdatedAsync()
    {
        if (!IsMostlyOutdated)
        {
            return;
        }

        try
        {
            await RewriteAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The old file is still there and whole, or the new one is and the next write makes sure of its name.
            Log.RewriteFailed(_logger, _path, e);
        }
    }

    private async Task RewriteAsync()
    {
        var all = _entries.ToLines();
        var lines = new ArrayBufferWriter<byte>(256 * (all.Count + 1));
        CatalogFileFormat.WriteHeader(lines);
        foreach (var line in all)
        {
            CatalogFileFormat.Write(lines, line);
        }

        var temporary = _path + ".new";
        var file = OpenFile(temporary, FileMode.Create);
        try
        {
            await RandomAccess.WriteAsync(file, lines.WrittenMemory, 0);
            File.Move(temporary, _path, overwrite: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file?.Dispose();
        _file = file;
        _isNamed = false;
        _length = lines.WrittenCount;
        _lines = all.Count + 1;
        EnsureNamed();
    }

    /// <summary>Sees to it that after a crash this file is the one under the catalogue's name, not the one that it replaced.</summary>
    private void EnsureNamed()
    {
        if (!_isNamed)
        {
            DurableFiles.SyncDirectory(Path.GetDirectoryName(_path)!);
            _isNamed = true;
        }
    }

    // .NET's own flush hides a failed fsync; with O_SYNC (FILE_FLAG_WRITE_THROUGH) the write itself fails.
    private static SafeFileHandle OpenFile(string path, FileMode mode) => File.OpenHandle(
        path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete,
        FileOptions.WriteThrough | FileOptions.Asynchronous);

    private StoreUnavailableException Unavailable(Exception failure) =>
        new($"the catalogue {_path} is not available: {failure.Message}", failure);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Path} has lines that cannot be read; it is kept as {Aside}, and the documents bring back what mirrors them")]
        public static partial void Damaged(ILogger logger, string path, string aside);

        [LoggerMessage(LogLevel.Warning, "{Path} could not be written anew; it grows on")]
        public static partial void RewriteFailed(ILogger logger, string path, Exception failure);
    }
}
