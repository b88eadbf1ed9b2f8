namespace Collab.Core.Storage.FileStore;

/// <content>Checkpoints: which may be stored, and what is kept of those that were replaced.</content>
internal sealed partial class DocumentIndex
{
    private readonly List<(DocumentName Document, int Life)> _released = [];

    /// <summary>Says what a new checkpoint's file has to say.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>Null if the checkpoint is not newer than the stored one, or claims updates never appended.</returns>
    /// <exception cref="DocumentDamagedException">The document cannot be read whole.</exception>
    public CheckpointHead? PlanCheckpoint(
        DocumentName document, long sequence, int stateLength, uint stateCrc, Retention retention, long now)
    {
        lock (_lock)
        {
            ThrowIfDamaged(document);
            if (!_entries.TryGetValue(document, out var entry)
                || sequence > entry.LastSequence || sequence <= entry.CompactedThrough)
            {
                return null;
            }

            var after = entry.Extents.FirstOrDefault(extent => extent.LastSequence > sequence);
            var covers = after.Segment is { } segment ? new LogPosition(segment.Number, 0) : _end;
            return new CheckpointHead(
                document, entry.Life, sequence, covers, stateLength, stateCrc, Replace(entry, retention, now));
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

    /// <summary>Notes that a document's newest checkpoint turned out unreadable.</summary>
    public void MarkCheckpointDamaged(DocumentName document, string damage)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(document, out var entry))
            {
                return;
            }

            if (entry.Kept is { Damage: null })
            {
                entry.CheckpointDamage ??= damage;
            }
            else
            {
                entry.Damage ??= damage;
            }
        }
    }

    /// <summary>Notes that what is kept of a document turned out unreadable: nothing that is needed, unless the newest checkpoint
    /// is unreadable too.</summary>
    public void MarkPreviousDamaged(DocumentName document, string damage)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(document, out var entry) && entry.Kept is { } kept)
            {
                kept.Damage ??= damage;
                entry.Damage ??= entry.CheckpointDamage is null ? null : damage;
            }
        }
    }

    /// <summary>Finds where the bytes of a document lie without its newest checkpoint; null if that is not kept.</summary>
    /// <exception cref="DocumentDamagedException">Something of it cannot be read.</exception>
    public PreviousView? FindPrevious(DocumentName document)
    {
        lock (_lock)
        {
            ThrowIfDamaged(document);
            if (!_entries.TryGetValue(document, out var entry) || entry.Kept is not { } kept)
            {
                return null;
            }

            if (kept.Damage is { } damage)
            {
                throw new DocumentDamagedException($"what is kept of document '{document}' is damaged: {damage}");
            }

            var through = entry.Extents.Count > 0
                ? Math.Max(entry.Extents[0].FirstSequence - 1, kept.Checkpoint.Sequence)
                : entry.LastSequence;
            var segments = _segments
                .Where(segment => through > kept.Checkpoint.Sequence
                    && segment.Number >= kept.Checkpoint.Covers.Segment && segment.Documents.Contains(document))
                .OrderBy(segment => segment.Number)
                .Select(segment => (segment, Math.Max(segment.Length, segment.UnsettledEnd))).ToList();
            return new PreviousView(entry.Life, kept.Checkpoint.Sequence, through, segments, [.. entry.Extents]);
        }
    }

    /// <summary>Finds documents of which something was kept long enough, those that hold the oldest log first.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>Their lives and the sequences of their newest checkpoints.</returns>
    public IReadOnlyList<(DocumentName Document, int Life, long Newest)> FindExpired(TimeSpan keepFor, long now, int most)
    {
        lock (_lock)
        {
            return
            [
                .. _entries.Values.Where(entry => entry is { Kept: not null, Damage: null, CheckpointDamage: null }
                    && now - entry.Kept.Checkpoint.At >= keepFor.TotalMilliseconds)
                    .OrderBy(entry => entry.Kept!.Checkpoint.Covers).Take(most)
                    .Select(entry => (entry.Name, entry.Life, entry.CheckpointSequence)),
            ];
        }
    }

    /// <summary>Lets go of what is kept beside a checkpoint that was found whole; the segments and files that held it are not
    /// needed any more.</summary>
    public void Release(DocumentName document, int life, long newest)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(document, out var entry) || entry.Life != life || entry.CheckpointSequence != newest
                || entry is not { Kept: not null, Damage: null, CheckpointDamage: null })
            {
                return;
            }

            if (entry.Kept.Checkpoint.Sequence > 0)
            {
                _released.Add((document, life));
            }

            entry.Kept = null;
        }
    }

    /// <summary>Takes some of the documents that have a checkpoint file too many since what was kept of them was let
    /// go.</summary>
    public IReadOnlyList<DocumentName> TakeReleased(int count)
    {
        lock (_lock)
        {
            var taken = _released.Take(count).ToList();
            _released.RemoveRange(0, taken.Count);
            return [.. taken.Where(released => _entries.TryGetValue(released.Document, out var entry)
                && entry.Life == released.Life).Select(released => released.Document)];
        }
    }

    /// <summary>The checkpoints that are kept beside newer ones.</summary>
    public IReadOnlyList<(DocumentName Document, int Life, long Sequence)> KeptCheckpoints()
    {
        lock (_lock)
        {
            return
            [
                .. _entries.Values.Where(entry => entry.Kept is { Checkpoint.Sequence: > 0 })
                    .Select(entry => (entry.Name, entry.Life, entry.Kept!.Checkpoint.Sequence)),
            ];
        }
    }

    /// <summary>Which checkpoints of a document are to stay, the newest first.</summary>
    /// <returns>Null if none may go: the document has none, or is damaged and stays as it is.</returns>
    public (int Life, long[] Sequences)? CheckpointsOf(DocumentName document)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(document, out var entry) || entry.Checkpoint is not { } newest
                || DamageOf(document) is not null || entry.CheckpointDamage is not null)
            {
                return null;
            }

            return entry.Kept is { Damage: null, Checkpoint.Sequence: > 0 and var kept }
                ? (entry.Life, [newest.Sequence, kept])
                : (entry.Life, [newest.Sequence]);
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
            _damagedCheckpoints.Remove(CheckpointFiles.StemOf(document));
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

    /// <summary>Decides what is kept when a checkpoint replaces the newest one.</summary>
    private static ReplacedCheckpoint? Replace(StoreEntry entry, Retention retention, long now)
    {
        if (retention.KeepFor <= TimeSpan.Zero)
        {
            return null;
        }

        if (entry.Kept is { Damage: null } kept)
        {
            var isYoung = now - kept.Checkpoint.At < retention.KeepFor.TotalMilliseconds;
            if (entry.CheckpointDamage is not null || (isYoung && kept.Bytes < retention.KeepBytes))
            {
                return kept.Checkpoint;
            }
        }

        return new ReplacedCheckpoint(entry.CheckpointSequence, entry.Checkpoint?.Covers ?? default, now);
    }
}
