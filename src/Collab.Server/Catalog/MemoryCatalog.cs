using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>Keeps the list in memory: beside the memory store, and as the index of <see cref="FileCatalog"/>.</summary>
internal sealed class MemoryCatalog : ICatalog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocumentName, DocumentEntry> _entries = [];
    private readonly Dictionary<DocumentName, DateTimeOffset> _deleted = [];

    /// <summary>How many lines say all that is here.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count + _deleted.Count;
            }
        }
    }

    public Task RecordAsync(IReadOnlyCollection<DocumentRecord> records, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Put(Merge(records));
        }

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

    public Task<DocumentEntry?> ChangeAsync(DocumentName name, EntryChange change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var changed = Find(name) is { } entry ? change.ApplyTo(entry) : null;
            if (changed is not null)
            {
                Put([CatalogLine.Of(changed)]);
            }

            return Task.FromResult(changed);
        }
    }

    public Task<FolderRenaming> RenameFolderAsync(string from, string to, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var outcome = WouldRename(from, to, out var renamed);
            Put(renamed);
            return Task.FromResult(outcome);
        }
    }

    public Task<DeletionOutcome> DeleteAsync(DocumentName name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var outcome = WouldDelete(name);
            if (outcome == DeletionOutcome.Deleted)
            {
                Put([new CatalogLine(name, null, at)]);
            }

            return Task.FromResult(outcome);
        }
    }

    public Task<bool> IsDeletedAsync(DocumentName name, CancellationToken cancellationToken) =>
        Task.FromResult(IsDeleted(name));

    public Task<IReadOnlyList<DocumentName>> ListDeletedAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<DocumentName>>([.. _deleted.Keys]);
        }
    }

    public Task ForgetDeletionAsync(DocumentName name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _deleted.Remove(name);
        }

        return Task.CompletedTask;
    }

    public DocumentEntry? Find(DocumentName name)
    {
        lock (_lock)
        {
            return _entries.GetValueOrDefault(name);
        }
    }

    public bool IsDeleted(DocumentName name)
    {
        lock (_lock)
        {
            return _deleted.ContainsKey(name);
        }
    }

    /// <summary>What deleting would come to; nothing is deleted.</summary>
    public DeletionOutcome WouldDelete(DocumentName name) => Find(name) switch
    {
        null => DeletionOutcome.NotListed,
        { TrashedAt: null } => DeletionOutcome.NotTrashed,
        _ => DeletionOutcome.Deleted,
    };

    /// <summary>What giving a folder another name would come to; nothing is renamed.</summary>
    /// <param name="renamed">Its entries as they would be; none if it may not be renamed.</param>
    public FolderRenaming WouldRename(string from, string to, out IReadOnlyList<CatalogLine> renamed)
    {
        lock (_lock)
        {
            renamed = [];
            if (_entries.Values.Any(entry => entry.Folder == to && entry.TrashedAt is null))
            {
                return FolderRenaming.Taken;
            }

            renamed = [.. _entries.Values.Where(entry => entry.Folder == from).Select(entry => CatalogLine.Of(entry with { Folder = to }))];
            return renamed.Count > 0 ? FolderRenaming.Renamed : FolderRenaming.NotThere;
        }
    }

    /// <returns>The entries that the records make new or change; none of them is put in yet.</returns>
    public IReadOnlyList<CatalogLine> Merge(IReadOnlyCollection<DocumentRecord> records)
    {
        List<CatalogLine> changed = new(records.Count);
        lock (_lock)
        {
            foreach (var record in records)
            {
                if (_entries.TryGetValue(record.Name, out var known))
                {
                    if (record.Sequence > known.Sequence)
                    {
                        changed.Add(CatalogLine.Of(known with
                        {
                            Sequence = record.Sequence,
                            Kind = record.Kind,
                            Title = record.Title,
                            UpdatedAt = record.At > known.UpdatedAt ? record.At : known.UpdatedAt,
                        }));
                    }
                }
                else if (!_deleted.ContainsKey(record.Name))
                {
                    changed.Add(CatalogLine.Of(new DocumentEntry(
                        record.Name, record.Sequence, record.Kind, record.Title, record.At, record.At)));
                }
            }
        }

        return changed;
    }

    public void Put(IReadOnlyCollection<CatalogLine> lines)
    {
        lock (_lock)
        {
            foreach (var line in lines)
            {
                _entries.Remove(line.Name);
                _deleted.Remove(line.Name);
                if (line.Entry is { } entry)
                {
                    _entries.Add(line.Name, entry);
                }
                else if (line.DeletedAt is { } at)
                {
                    _deleted.Add(line.Name, at);
                }
            }
        }
    }

    /// <returns>All that is here, as few lines as say it.</returns>
    public IReadOnlyList<CatalogLine> ToLines()
    {
        lock (_lock)
        {
            return
            [
                .. _entries.Values.Select(CatalogLine.Of),
                .. _deleted.Select(deleted => new CatalogLine(deleted.Key, null, deleted.Value)),
            ];
        }
    }
}
