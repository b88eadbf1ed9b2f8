namespace Collab.Core.Storage.FileStore;

/// <summary>What recovery met on its way, for someone who wants to know how the store is rather than to serve it.</summary>
internal sealed class RecoveryReport
{
    private readonly List<StoreFinding> _findings = [];
    private readonly Dictionary<DocumentName, List<(int Life, Extent Extent)>> _updates = [];
    private readonly List<(FrameEntry Entry, long Segment)> _unreadable = [];

    public IReadOnlyList<StoreFinding> Findings => _findings;

    public void Add(FindingSeverity severity, string what, DocumentName? document = null) =>
        _findings.Add(new StoreFinding(severity, what, document));

    /// <summary>Notes what a frame that counts holds, and whether both of its directories can be read.</summary>
    /// <param name="bytes">The segment from its first byte, as far as it counts.</param>
    public void Take(Frame frame, Segment segment, ReadOnlySpan<byte> bytes)
    {
        if (FrameCodec.ReadForward(bytes, segment.Identity, (int)frame.Offset) is null
            || frame.End > bytes.Length
            || FrameCodec.ReadBackward(bytes, segment.Identity, (int)frame.End)?.Offset != frame.Offset)
        {
            Add(
                FindingSeverity.Damage,
                $"one of the two directories of the frame at byte {frame.Offset} of segment {segment.Number} is damaged; "
                + "the other one serves");
        }

        foreach (var entry in frame.Commits.SelectMany(commit => commit.Entries)
            .Where(entry => entry.Kind == LogEntryKind.Updates))
        {
            Take(entry, segment);
        }
    }

    /// <summary>Notes a stretch of a segment that nothing can be made of.</summary>
    public void TakeHole(Segment segment, long offset)
    {
        var what = offset == 0 ? "is missing or empty" : $"is unreadable from byte {offset} on";
        Add(FindingSeverity.Damage, $"segment {segment.Number} {what}; documents that may lack updates are refused");
    }

    /// <summary>Notes the end of the log that does not count, because it is not a whole frame.</summary>
    /// <param name="frame">What can be made of it; null for nothing.</param>
    public void TakeTorn(Segment segment, long offset, int length, Frame? frame)
    {
        Add(
            FindingSeverity.Note,
            $"segment {segment.Number} ends at byte {offset} in {length} bytes that are no whole frame; "
            + "the next start puts them aside");
        if (frame is null || frame.End != offset + length)
        {
            return;
        }

        // A crash mostly cuts a frame short. This one has its full length and both ends.
        foreach (var entry in frame.Commits.SelectMany(commit => commit.Entries).Where(entry => entry.IsDamaged))
        {
            Add(
                FindingSeverity.Warning,
                $"its updates {entry.FirstSequence} to {entry.LastSequence}, in the log's last frame, fail their checksum "
                + "and do not count: the machine lost power while they were written, or they changed on the medium",
                entry.Document);
        }
    }

    /// <summary>Compares the checkpoints with the log once both were read.</summary>
    /// <param name="end">Where the log ends.</param>
    public void Compare(IEnumerable<CheckpointHead> checkpoints, LogPosition end)
    {
        foreach (var head in checkpoints)
        {
            if (head.Covers.CompareTo(end) > 0)
            {
                Add(
                    FindingSeverity.Damage,
                    $"its checkpoint was made when the log reached to {head.Covers}, and the log ends at {end}: "
                    + "the newest part of the log is missing",
                    head.Document);
            }

            foreach (var (entry, segment) in _unreadable.Where(unreadable => IsReplaced(unreadable.Entry, head)))
            {
                Add(
                    FindingSeverity.Damage,
                    $"its updates {entry.FirstSequence} to {entry.LastSequence} in segment {segment} fail their checksum; "
                    + "the checkpoint stands for them",
                    head.Document);
            }
        }
    }

    /// <summary>Finds the updates that a document's checkpoint stands for and that are in the log all the same.</summary>
    public IReadOnlyList<Extent> FindReplaced(DocumentName document, int life, long sequence) =>
    [
        .. _updates.GetValueOrDefault(document, [])
            .Where(update => update.Life == life && update.Extent.LastSequence <= sequence)
            .Select(update => update.Extent),
    ];

    private static bool IsReplaced(FrameEntry entry, CheckpointHead head) =>
        entry.Document == head.Document && entry.Life == head.Life && entry.LastSequence <= head.Sequence;

    private void Take(FrameEntry entry, Segment segment)
    {
        if (entry.UpdateLengths is not { } lengths)
        {
            _unreadable.Add((entry, segment.Number));
            return;
        }

        if (!_updates.TryGetValue(entry.Document, out var updates))
        {
            _updates.Add(entry.Document, updates = []);
        }

        // As in the index: what begins at a sequence that is known already replaces it and all after it.
        if (updates.Count > 0 && updates[^1].Extent.LastSequence >= entry.FirstSequence)
        {
            updates.RemoveAll(known => known.Life == entry.Life && known.Extent.LastSequence >= entry.FirstSequence);
        }

        updates.Add((entry.Life, new Extent(
            segment, entry.BodyOffset, entry.BodyLength, entry.Crc, entry.FirstSequence, lengths, lengths.Length)));
    }
}
