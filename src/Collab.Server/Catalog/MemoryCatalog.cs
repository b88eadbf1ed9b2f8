using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>Keeps the list in memory: beside the memory store, and as the index of <see cref="FileCatalog"/>.</summary>
internal sealed class MemoryCatalog : ICatalog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocumentName, DocumentEntry> _entries = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public Task RecordAsync(IReadOnlyCollection<DocumentRecord> records, CancellationToken cancellationToken)
    {
        Put(Merge(records));
        return Task.CompletedTask;
    }

    public Task<DocumentEntry?> FindAsync(DocumentName name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_entries.GetValueOrDefault(name));
        }
    }

    public Task<IReadOnlyList<DocumentEntry>> ListAsync(CancellationToken cancellationToken)
    {
        DocumentEntry[] entries;
        lock (_lock)
        {
            entries = [.. _entries.Values];
        }

        return Task.FromResult<IReadOnlyList<DocumentEntry>>(
            [.. entries.OrderByDescending(entry => entry.UpdatedAt).ThenBy(entry => entry.Name)]);
    }

    /// <returns>The entries that the records make new or change; none of them is put in yet.</returns>
    public IReadOnlyList<DocumentEntry> Merge(IReadOnlyCollection<DocumentRecord> records)
    {
        List<DocumentEntry> changed = new(records.Count);
        lock (_lock)
        {
            foreach (var record in records)
            {
                if (!_entries.TryGetValue(record.Name, out var known))
                {
                    changed.Add(new DocumentEntry(
                        record.Name, record.Sequence, record.Kind, record.Title, record.At, record.At));
                }
                else if (record.Sequence > known.Sequence)
                {
                    changed.Add(known with
                    {
                        Sequence = record.Sequence,
                        Kind = record.Kind,
                        Title = record.Title,
                        UpdatedAt = record.At > known.UpdatedAt ? record.At : known.UpdatedAt,
                    });
                }
            }
        }

        return changed;
    }

    public void Put(IReadOnlyCollection<DocumentEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                _entries[entry.Name] = entry;
            }
        }
    }
}
