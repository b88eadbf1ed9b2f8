namespace Collab.Core.Storage.FileStore;

/// <content>What recovery tells the index beside the frames.</content>
internal sealed partial class DocumentIndex
{
    /// <summary>Takes the checkpoints of a document found at start, before any frame is applied.</summary>
    public void AddCheckpoints(CheckpointGroup group)
    {
        lock (_lock)
        {
            if (group.Newest is { } head)
            {
                GetOrAdd(head.Document).TakeFoundCheckpoint(group.HasReplaced ? head : head with { Replaced = null });
            }

            // Whose it is shows when the document is asked for.
            if (group.Unreadable is { } unreadable)
            {
                _damagedCheckpoints.Add(group.Stem, unreadable);
            }
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

    /// <summary>Ends recovery: what is still suspect is damaged. A document whose newest checkpoint cannot be read is not, where
    /// the checkpoint before it, or none, and the log lead past it.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>The damaged documents and why, those known by name.</returns>
    public IReadOnlyList<(DocumentName Document, string Damage)> FinishRecovery(long now)
    {
        lock (_lock)
        {
            foreach (var entry in _entries.Values)
            {
                if (entry.SuspectedLoss is { } at)
                {
                    entry.Damage ??= $"the log is unreadable at {at}, where updates of it may have been";
                }

                entry.Kept?.Finish(entry.CheckpointSequence);
                entry.Kept = entry.Kept is { HasGap: true, Damage: null } ? null : entry.Kept;
                if (HasDamagedCheckpoint(entry.Name))
                {
                    JudgeDamagedCheckpoint(entry, now);
                }
            }

            return
            [
                .. _entries.Values.Where(entry => (entry.Damage ?? entry.CheckpointDamage) is not null)
                    .Select(entry => (entry.Name, entry.Damage ?? entry.CheckpointDamage!)),
            ];
        }
    }

    private void JudgeDamagedCheckpoint(StoreEntry entry, long now)
    {
        var stem = CheckpointFiles.StemOf(entry.Name);
        var damaged = _damagedCheckpoints[stem];
        if (damaged.Life < entry.Life)
        {
            _damagedCheckpoints.Remove(stem);
            entry.HasStaleCheckpoint = true;
        }
        else if (entry.Damage is null && damaged.Life == entry.Life && damaged.Sequence <= entry.LastSequence)
        {
            // The sequence in the file's name is what makes this sure: no update that it stands for is missing.
            _damagedCheckpoints.Remove(stem);
            entry.CheckpointDamage = $"checkpoint file {damaged.Path} cannot be read";
            entry.Kept = new KeptLog(
                new ReplacedCheckpoint(entry.CheckpointSequence, entry.Checkpoint?.Covers ?? default, now));
        }
        else
        {
            entry.Damage ??= $"its checkpoint file {damaged.Path} cannot be read";
        }
    }
}
