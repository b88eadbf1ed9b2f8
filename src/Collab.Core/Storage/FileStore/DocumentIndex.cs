namespace Collab.Core.Storage.FileStore;

/// <summary>Which documents there are and where their bytes lie: rebuilt at start, then kept up to date by each
/// commit.</summary>
/// <remarks>Knows durable things only. Any thread may call it.</remarks>
internal sealed partial class DocumentIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocumentName, StoreEntry> _entries = [];
    private readonly Dictionary<string, CheckpointFileName> _damagedCheckpoints = [];
    private readonly List<Segment> _segments = [];
    private LogPosition _end;

    /// <summary>Takes what a durable frame holds.</summary>
    public void Apply(Frame frame, Segment segment)
    {
        lock (_lock)
        {
            if (_segments.Count == 0 || _segments[^1] != segment)
            {
                _segments.Add(segment);
            }

            foreach (var entry in frame.Commits.SelectMany(commit => commit.Entries))
            {
                segment.Documents.Add(entry.Document);
                if (entry.Kind == LogEntryKind.Deletion)
                {
                    ApplyDeletion(entry, segment);
                }
                else
                {
                    ApplyUpdates(entry, segment);
                }
            }

            _end = new LogPosition(segment.Number, frame.End);
        }
    }

    /// <summary>Finds where a document's bytes lie; null if it does not exist.</summary>
    /// <exception cref="DocumentDamagedException">Something of it cannot be read.</exception>
    public StoreView? Find(DocumentName document)
    {
        lock (_lock)
        {
            ThrowIfDamaged(document);
            if (!_entries.TryGetValue(document, out var entry) || !entry.Exists)
            {
                return null;
            }

            return entry.CheckpointDamage is { } damage
                ? throw new DocumentDamagedException(
                    $"document '{document}' is damaged: its newest checkpoint cannot be read; the one before is kept ({damage})")
                : new StoreView(entry.Checkpoint, [.. entry.Extents]);
        }
    }

    /// <summary>Finds where a document's next update goes.</summary>
    public AppendPoint Locate(DocumentName document)
    {
        lock (_lock)
        {
            var damage = DamageOf(document);
            return _entries.TryGetValue(document, out var entry)
                ? new AppendPoint(entry.Life, entry.LastSequence, damage)
                : new AppendPoint(0, 0, damage);
        }
    }

    /// <summary>Marks a document whose bytes turned out unreadable.</summary>
    public void MarkDamaged(DocumentName document, string damage)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(document, out var entry))
            {
                entry.Damage ??= damage;
            }
        }
    }

    /// <summary>Whether there is anything to delete, damaged or not.</summary>
    public bool Exists(DocumentName document)
    {
        lock (_lock)
        {
            return DamageOf(document) is not null || (_entries.TryGetValue(document, out var entry) && entry.Exists);
        }
    }

    public IReadOnlyList<StoredDocumentSummary> Summarize()
    {
        lock (_lock)
        {
            return
            [
                .. _entries.Values.Where(entry => entry.Exists).Select(entry => entry.Summarize())
                    .OrderBy(summary => summary.Document),
            ];
        }
    }

    /// <summary>The segments that hold anything still needed, but for what moves on into the next.</summary>
    /// <param name="segments">All segments, oldest first.</param>
    public IReadOnlyList<Segment> SelectNeeded(IReadOnlyList<Segment> segments)
    {
        lock (_lock)
        {
            var holding = _entries.Values
                .SelectMany(entry => entry.Extents).Where(extent => extent.BodyOffset < extent.Segment.Length)
                .Select(extent => extent.Segment).ToHashSet();
            holding.UnionWith(segments.Where(HasKeptLog));
            var deletions = _entries.Values
                .Where(entry => entry.DeletedIn is not null).ToLookup(entry => entry.DeletedIn!);
            var needed = new List<Segment>();
            foreach (var segment in segments)
            {
                // A deletion is needed while something older that it deletes is still there to be found.
                if (segment.IsDamaged || holding.Contains(segment) || deletions[segment].Any(deleted =>
                    deleted.HasStaleCheckpoint || needed.Exists(older => older.Documents.Contains(deleted.Name))))
                {
                    needed.Add(segment);
                }
            }

            return needed;
        }
    }

    /// <summary>Forgets a segment that is dropped, with the deletions that it remembered.</summary>
    public void Forget(Segment dropped)
    {
        lock (_lock)
        {
            _segments.Remove(dropped);
            foreach (var deleted in _entries.Values.Where(entry => entry.DeletedIn == dropped).ToList())
            {
                deleted.DeletedIn = null;
                if (!deleted.Exists)
                {
                    _entries.Remove(deleted.Name);
                }
            }
        }
    }

    private void ApplyUpdates(FrameEntry entry, Segment segment)
    {
        var document = GetOrAdd(entry.Document);
        if (entry.Life < document.Life)
        {
            return;
        }

        if (entry.Life > document.Life)
        {
            document.BeginLife(entry.Life);
        }

        document.Kept?.Take(entry, document.CheckpointSequence);
        if (document.Damage is not null)
        {
            segment.IsDamaged = true;
        }
        else if (entry.UpdateLengths is not { } lengths)
        {
            if (entry.LastSequence <= (document.Checkpoint?.Sequence ?? 0))
            {
                return;
            }

            Damage(document, segment, $"its updates from {entry.FirstSequence} on fail their checksum");
        }
        else if (!document.TryAdd(new Extent(
            segment, entry.BodyOffset, entry.BodyLength, entry.Crc, entry.FirstSequence, lengths, lengths.Length)))
        {
            Damage(
                document, segment, $"its updates {document.LastSequence + 1} to {entry.FirstSequence - 1} are missing");
        }
    }

    private void ApplyDeletion(FrameEntry entry, Segment segment)
    {
        var document = GetOrAdd(entry.Document);
        if (entry.Life > document.Life)
        {
            document.BeginLife(entry.Life);
        }

        document.DeletedIn = segment;
    }

    /// <summary>Whether a segment may hold updates that are kept beside a newer checkpoint.</summary>
    private bool HasKeptLog(Segment segment) => segment.Documents.Any(name =>
        _entries.TryGetValue(name, out var entry) && entry.Kept is { Damage: null } kept
        && kept.Checkpoint.Covers.Segment <= segment.Number);

    private void ThrowIfDamaged(DocumentName document)
    {
        if (DamageOf(document) is { } damage)
        {
            throw new DocumentDamagedException($"document '{document}' is damaged: {damage}");
        }
    }

    private static void Damage(StoreEntry document, Segment segment, string damage)
    {
        document.Damage = damage;
        segment.IsDamaged = true;
    }

    private string? DamageOf(DocumentName document)
    {
        if (_entries.TryGetValue(document, out var entry) && entry.Damage is { } damage)
        {
            return damage;
        }

        return HasDamagedCheckpoint(document) ? "its checkpoint cannot be read" : null;
    }

    private bool HasDamagedCheckpoint(DocumentName document) =>
        _damagedCheckpoints.Count > 0 && _damagedCheckpoints.ContainsKey(CheckpointFiles.StemOf(document));

    private StoreEntry GetOrAdd(DocumentName name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            _entries.Add(name, entry = new StoreEntry(name));
        }

        return entry;
    }
}
