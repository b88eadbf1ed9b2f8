namespace Collab.Core.Storage.FileStore;

/// <summary>What the index knows of one document; touched under the index's lock only.</summary>
internal sealed class StoreEntry(DocumentName name)
{
    private readonly List<Extent> _extents = [];

    public DocumentName Name { get; } = name;

    /// <summary>How often a document of this name was deleted (<see cref="LogEntry.Life"/>).</summary>
    public int Life { get; private set; }

    public long LastSequence { get; private set; }

    public CheckpointHead? Checkpoint { get; private set; }

    /// <summary>The updates after the checkpoint, oldest first, without gaps.</summary>
    public IReadOnlyList<Extent> Extents => _extents;

    /// <summary>What is kept beside the newest checkpoint; null for nothing.</summary>
    public KeptLog? Kept { get; set; }

    /// <summary>Why the document cannot be read whole; null if it can.</summary>
    public string? Damage { get; set; }

    /// <summary>Why the newest checkpoint cannot be read, while what is kept can: the document goes on from that, and needs a
    /// new checkpoint. Null if there is no such trouble.</summary>
    public string? CheckpointDamage { get; set; }

    /// <summary>Where log was lost that may have held newer updates of this document; null if they are known to be
    /// none.</summary>
    public LogPosition? SuspectedLoss { get; set; }

    /// <summary>The segment with the deletion that began this life, while older segments may hold an older
    /// life.</summary>
    public Segment? DeletedIn { get; set; }

    /// <summary>Whether an older life's checkpoint file may still be there.</summary>
    public bool HasStaleCheckpoint { get; set; }

    public bool Exists => LastSequence > 0 || Damage is not null;

    public long CheckpointSequence => Checkpoint?.Sequence ?? 0;

    /// <summary>The sequence that a new checkpoint has to be past.</summary>
    public long CompactedThrough => CheckpointDamage is not null && Kept?.Checkpoint.Sequence < CheckpointSequence
        ? CheckpointSequence - 1
        : CheckpointSequence;

    /// <summary>Takes the checkpoint found at start; it stands for the updates up to its sequence.</summary>
    public void TakeFoundCheckpoint(CheckpointHead head)
    {
        Life = head.Life;
        Checkpoint = head;
        LastSequence = head.Sequence;
        Kept = head.Replaced is null ? null : new KeptLog(head.Replaced);
    }

    /// <summary>Takes the checkpoint just stored, and what it says that is kept.</summary>
    public void TakeCheckpoint(CheckpointHead head)
    {
        var isOther = Kept?.Checkpoint.Sequence != head.Replaced?.Sequence;
        // What was kept before may have been let go of while the checkpoint was written; its log went with it.
        var isNew = head.Replaced?.Sequence == CheckpointSequence;
        var kept = head.Replaced is { } replaced && isOther && isNew ? new KeptLog(replaced) : Kept;
        Kept = head.Replaced is null ? null : kept;
        Kept?.Take(head.Sequence, MeasureLog(through: head.Sequence));
        Checkpoint = head;
        CheckpointDamage = null;
        _extents.RemoveAll(extent => extent.LastSequence <= head.Sequence);
    }

    /// <summary>Begins a new, empty life.</summary>
    public void BeginLife(int life)
    {
        HasStaleCheckpoint |= Checkpoint is not null || CheckpointDamage is not null;
        Life = life;
        LastSequence = 0;
        Checkpoint = null;
        Kept = null;
        Damage = null;
        CheckpointDamage = null;
        SuspectedLoss = null;
        _extents.Clear();
    }

    /// <summary>Adds a run of updates; one of sequences that are known already replaces those from its first
    /// on.</summary>
    /// <returns>False if updates between are missing.</returns>
    public bool TryAdd(Extent extent)
    {
        if (extent.FirstSequence > LastSequence + 1)
        {
            return false;
        }

        // Whatever was lost before this run came before its first update in the log, so nothing newer was.
        SuspectedLoss = null;
        if (extent.LastSequence <= CheckpointSequence)
        {
            return true;
        }

        CutFrom(extent.FirstSequence);
        _extents.Add(extent);
        LastSequence = extent.LastSequence;
        return true;
    }

    public StoredDocumentSummary Summarize()
    {
        var bytes = (Checkpoint?.StateLength ?? 0) + MeasureLog(LastSequence);
        return new StoredDocumentSummary(Name, LastSequence, LastSequence - CheckpointSequence, bytes);
    }

    /// <summary>The bytes of the updates after the checkpoint up to a sequence.</summary>
    private long MeasureLog(long through)
    {
        long bytes = 0;
        foreach (var extent in _extents)
        {
            var last = Math.Min(extent.LastSequence, through);
            for (var sequence = Math.Max(extent.FirstSequence, CheckpointSequence + 1); sequence <= last; sequence++)
            {
                bytes += extent.Lengths[(int)(sequence - extent.FirstSequence)];
            }
        }

        return bytes;
    }

    private void CutFrom(long sequence)
    {
        _extents.RemoveAll(extent => extent.FirstSequence >= sequence);
        if (_extents.Count > 0 && _extents[^1].LastSequence >= sequence)
        {
            _extents[^1] = _extents[^1] with { Count = (int)(sequence - _extents[^1].FirstSequence) };
        }
    }
}
