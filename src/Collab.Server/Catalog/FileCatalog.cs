using System.Buffers;
using Collab.Core;
using Collab.Core.Storage;
using Microsoft.Win32.SafeHandles;

namespace Collab.Server.Catalog;

/// <summary>Keeps the list in memory and in a file of the data directory, which grows by a line for each change.</summary>
/// <remarks>
/// The file is opened so that a write returns when it is on the disk, or throws. It is written anew, beside the old one and then
/// in its place, when most of its lines are outdated or some cannot be read. Whatever is lost of it, the documents bring back.
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
            var whole = File.Exists(catalog._path) && catalog.Read();
            if (File.Exists(catalog._path) && !whole)
            {
                var aside = FreeName($"{catalog._path}.damaged-");
                File.Copy(catalog._path, aside);
                Log.Damaged(logger, catalog._path, aside);
            }

            if (whole && !catalog.IsMostlyOutdated)
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

    public async Task RecordAsync(IReadOnlyCollection<DocumentRecord> records, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var changed = _entries.Merge(records);
            if (changed.Count > 0)
            {
                await AppendAsync(changed);
                _entries.Put(changed);
                await RewriteIfMostlyOutdatedAsync();
            }
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

    /// <returns>Whether every line could be read, and the last one ends.</returns>
    private bool Read()
    {
        var content = CatalogFileContent.Read(_path);
        _entries.Put(content.Entries);
        _lines = content.Lines;
        return content.IsWhole;
    }

    private async Task AppendAsync(IReadOnlyList<DocumentEntry> entries)
    {
        var lines = new ArrayBufferWriter<byte>(256 * entries.Count);
        foreach (var entry in entries)
        {
            CatalogFileFormat.WriteEntry(lines, entry);
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
        _lines += entries.Count;
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
            // The old file is still there and whole.
            Log.RewriteFailed(_logger, _path, e);
        }
    }

    private async Task RewriteAsync()
    {
        var entries = await _entries.ListAsync(CancellationToken.None);
        var lines = new ArrayBufferWriter<byte>(256 * (entries.Count + 1));
        CatalogFileFormat.WriteHeader(lines);
        foreach (var entry in entries)
        {
            CatalogFileFormat.WriteEntry(lines, entry);
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
        _length = lines.WrittenCount;
        _lines = entries.Count + 1;
    }

    // .NET's own flush hides a failed fsync; with O_SYNC (FILE_FLAG_WRITE_THROUGH) the write itself fails.
    private static SafeFileHandle OpenFile(string path, FileMode mode) => File.OpenHandle(
        path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete,
        FileOptions.WriteThrough | FileOptions.Asynchronous);

    private StoreUnavailableException Unavailable(Exception failure) =>
        new($"the catalogue {_path} is not available: {failure.Message}", failure);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Path} has lines that cannot be read; it is kept as {Aside}, and the documents bring the entries back")]
        public static partial void Damaged(ILogger logger, string path, string aside);

        [LoggerMessage(LogLevel.Warning, "{Path} could not be written anew; it grows on")]
        public static partial void RewriteFailed(ILogger logger, string path, Exception failure);
    }
}
