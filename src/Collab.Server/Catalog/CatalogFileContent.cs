using Collab.Core.Storage;

namespace Collab.Server.Catalog;

/// <summary>What a catalogue's file holds.</summary>
/// <param name="Entries">One a document, as its last readable line says.</param>
/// <param name="Lines">All lines, outdated and unreadable ones and the header included.</param>
/// <param name="IsWhole">Whether every line could be read, and the last one ends.</param>
internal sealed record CatalogFileContent(IReadOnlyCollection<DocumentEntry> Entries, long Lines, bool IsWhole)
{
    /// <summary>Reads a file, and changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">It is no catalogue, or a newer version made it.</exception>
    public static CatalogFileContent Read(string path)
    {
        var entries = new Dictionary<Core.DocumentName, DocumentEntry>();
        var lines = 0L;
        var damaged = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (lines++ == 0)
            {
                if (CatalogFileFormat.WhatIsWrongWithHeader(line) is { } wrong)
                {
                    throw new StoreUnavailableException($"{path} {wrong}");
                }
            }
            else if (CatalogFileFormat.ReadEntry(line) is { } entry)
            {
                entries[entry.Name] = entry;
            }
            else
            {
                damaged++;
            }
        }

        return new CatalogFileContent(entries.Values, lines, damaged == 0 && EndsWithLineBreak(path));
    }

    private static bool EndsWithLineBreak(string path)
    {
        using var file = File.OpenHandle(path);
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.Read(file, last, Math.Max(0, RandomAccess.GetLength(file) - 1)) == 1 && last[0] == '\n';
    }
}
