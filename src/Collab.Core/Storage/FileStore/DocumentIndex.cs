namespace Collab.Core.Storage.FileStore;

/// <summary>Which documents there are and where their bytes lie: rebuilt at start, then kept up to date by each
/// commit.</summary>
/// <remarks>Knows durable things only. Any thread may call it.</remarks>
internal sealed class DocumentIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocumentName, StoreEntry> _entries = [];
    private readonly HashSet<string> _damagedCheckpoints = [];
    private LogPosition _end;

    /// <summary>Takes a checkpoint found at start, before any frame is applied.</summary>
    public void AddCheckpoint(CheckpointHead head)
    {
        lock (_lock)
        {
            GetOrAdd(head.Document).TakeCheckpoint(head);
        }
    }

    /// <summary>Notes a checkpoint file that cannot be read; whose it is shows when the document is asked
    /// for.</summary>
    public void AddDamagedCheckpoint(string path)
    {
        lock (_lock)
        {
            _damagedCheckpoints.Add(path);
        }
    }

    /// <summary>Takes what a durable frame holds.</summary>
    public void Apply(Frame frame, Segment segment)
    {
        lock (_lock)
        {
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

    /// <summary>Notes that a part of the log which nothing names is lost: documents that may have had updates there are
    /// suspect
    /// until a later entry shows that they had none.</summary>
    public void ReportLoss(LogPosition at)
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values.Where(
                entry => entry.Exists && (entry.Checkpoint?.Covers ?? default).CompareTo(at) <= 0))
            {
                entry.SuspectedLoss ??= at;
            }
        }
    }

    /// <summary>Ends recovery: what is still suspect is damaged.</summary>
    /// <returns>The damaged documents and why, those known by name.</returns>
    public IReadOnlyList<(DocumentName Document, string Damage)> FinishRecovery()
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values)
            {
                if (entry.SuspectedLoss is { } at)
                {
                    entry.Damage ??= $"the log is unreadable at {at}, where updates of it may have been";
                }

                if (HasDamagedCheckpoint(entry.Name))
                {
                    entry.Damage ??= "its checkpoint cannot be read";
                }
            }

            return
            [
                .. _entries.Values.Where(entry => entry.Damage is not null)
                    .Select(entry => (entry.Name, entry.Damage!)),
            ];
        }
    }

    /// <summary>Finds where a document's bytes lie; null if it does not exist.</summary>
    /// <exception cref="DocumentDamagedException">Something of it cannot be read.</exception>
    public StoreView? Find(DocumentName document)
    {
        lock (_lock)
        {
            if (DamageOf(document) is { } damage)
            {
                throw new DocumentDamagedException($"document '{document}' is damaged: {damage}");
            }

            return _entries.TryGetValue(document, out var entry) && entry.Exists
                ? new StoreView(entry.Checkpoint, [.. entry.Extents])
                : null;
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

    /// <summary>Says what a new checkpoint's file has to say.</summary>
    /// <returns>Null if the checkpoint is not newer than the stored one, or claims updates never appended.</returns>
    public CheckpointHead? PlanCheckpoint(DocumentName document, long sequence, int stateLength, uint stateCrc)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(document, out var entry)
                || sequence > entry.LastSequence || sequence <= (entry.Checkpoint?.Sequence ?? 0))
            {
                return null;
            }

            var after = entry.Extents.FirstOrDefault(extent => extent.LastSequence > sequence);
            var covers = after.Segment is { } segment ? new LogPosition(segment.Number, 0) : _end;
            return new CheckpointHead(document, entry.Life, sequence, covers, stateLength, stateCrc);
        }
    }

    /// <summary>Takes a checkpoint that is durable now.</summary>
    public void TakeCheckpoint(CheckpointHead head)
    {
        lock (_lock)
        {
            _entries[head.Document].TakeCheckpoint(head);
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

    /// <summary>Whether a document that was just deleted may have a checkpoint file left.</summary>
    public bool HasStaleCheckpoint(DocumentName document)
    {
        lock (_lock)
        {
            return (_entries.TryGetValue(document, out var entry) && entry.HasStaleCheckpoint)
                || HasDamagedCheckpoint(document);
        }
    }

    /// <summary>Notes that a deleted document's checkpoint file is durably gone.</summary>
    public void ForgetStaleCheckpoint(DocumentName document)
    {
        lock (_lock)
        {
            _damagedCheckpoints.Remove(CheckpointFiles.PathOf(document));
            if (_entries.TryGetValue(document, out var entry))
            {
                entry.HasStaleCheckpoint = false;
            }
        }
    }

    /// <summary>The documents of some segments that have a checkpoint.</summary>
    public IReadOnlyList<DocumentName> CheckpointsIn(IReadOnlyList<Segment> segments)
    {
        lock (_lock)
        {
            return [.. segments.SelectMany(segment => segment.Documents).Distinct()
                .Where(document => _entries.TryGetValue(document, out var entry) && entry.Checkpoint is not null)];
        }
    }

    /// <summary>The documents with a checkpoint file of an earlier life.</summary>
    public IReadOnlyList<DocumentName> StaleCheckpoints()
    {
        lock (_lock)
        {
            return [.. _entries.Values.Where(entry => entry.HasStaleCheckpoint).Select(entry => entry.Name)];
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

    /// <summary>The segments that hold anything still needed.</summary>
    /// <param name="segments">All segments, oldest first.</param>
    public IReadOnlyList<Segment> SelectNeeded(IReadOnlyList<Segment> segments)
    {
        lock (_lock)
        {
            var holding = _entries.Values
                .SelectMany(entry => entry.Extents).Select(extent => extent.Segment).ToHashSet();
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

    /// <summary>Forgets the deletions that dropped segments remembered.</summary>
    public void ForgetDeletions(Segment dropped)
    {
        lock (_lock)
        {
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
        _damagedCheckpoints.Count > 0 && _damagedCheckpoints.Contains(CheckpointFiles.PathOf(document));

    private StoreEntry GetOrAdd(DocumentName name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            _entries.Add(name, entry = new StoreEntry(name));
        }

        return entry;
    }
}
