using Collab.Core;
using Collab.Core.Storage;

namespace Collab.Server.Catalog;

/// <summary>What a catalogue's file holds.</summary>
/// <param name="Version">The version of its format.</param>
/// <param name="Entries">One a listed document, as its last readable line says.</param>
/// <param name="Deleted">The names of deleted documents, and when that was.</param>
/// <param name="Lines">All lines, outdated and unreadable ones and the header included.</param>
/// <param name="IsWhole">Whether every line could be read, and the last one ends.</param>
internal sealed record CatalogFileContent(
    int Version,
    IReadOnlyCollection<DocumentEntry> Entries,
    IReadOnlyDictionary<DocumentName, DateTimeOffset> Deleted,
    long Lines,
    bool IsWhole)
{
    /// <summary>Reads a file, and changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">It is no catalogue, or a newer version made it.</exception>
    public static CatalogFileContent Read(string path)
    {
        var entries = new Dictionary<DocumentName, DocumentEntry>();
        var deleted = new Dictionary<DocumentName, DateTimeOffset>();
        var version = 0;
        var lines = 0L;
        var damaged = 0;
        foreach (var text in File.ReadLines(path))
        {
            if (lines++ == 0)
            {
                version = CatalogFileFormat.ReadHeader(text, out var wrong);
                if (wrong is not null)
                {
                    throw new StoreUnavailableException($"{path} {wrong}");
                }
            }
            else if (CatalogFileFormat.Read(text) is { } line)
            {
                entries.Remove(line.Name);
                deleted.Remove(line.Name);
                if (line.Entry is { } entry)
                {
                    entries.Add(line.Name, entry);
                }
                else if (line.DeletedAt is { } at)
                {
                    deleted.Add(line.Name, at);
                }
            }
            else
            {
                damaged++;
            }
        }

        return new CatalogFileContent(version, entries.Values, deleted, lines, damaged == 0 && EndsWithLineBreak(path));
    }

    private static bool EndsWithLineBreak(string path)
    {
        using var file = File.OpenHandle(path);
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.Read(file, last, Math.Max(0, RandomAccess.GetLength(file) - 1)) == 1 && last[0] == '\n';
    }
}
