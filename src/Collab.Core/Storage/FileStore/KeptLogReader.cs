namespace Collab.Core.Storage.FileStore;

/// <summary>Finds updates in the log that the index has forgotten, because a checkpoint stands for them.</summary>
/// <remarks>It reads whole segments, one at a time: slow, and needed only when a checkpoint cannot be read.</remarks>
internal sealed class KeptLogReader(IStoreFiles files)
{
    /// <summary>Reads a document's updates from the one after the view's checkpoint through the last that no extent
    /// holds.</summary>
    /// <exception cref="DocumentDamagedException">Some of them are missing, or are not what was written.</exception>
    /// <exception cref="FileNotFoundException">A segment is gone.</exception>
    public List<ReadOnlyMemory<byte>> Read(DocumentName document, PreviousView view)
    {
        var updates = new List<ReadOnlyMemory<byte>>();
        foreach (var (segment, length) in view.Segments)
        {
            if (view.Sequence + updates.Count >= view.Through)
            {
                break;
            }

            Read(document, view, segment, length, updates);
        }

        var last = view.Sequence + updates.Count;
        return last >= view.Through
            ? updates
            : throw new DocumentDamagedException(
                $"updates {last + 1} to {view.Through} of document '{document}' are not in the log any more");
    }

    private void Read(
        DocumentName document, PreviousView view, Segment segment, long length, List<ReadOnlyMemory<byte>> updates)
    {
        using var file = files.Open(segment.Path);
        var bytes = new byte[(int)Math.Min(length, file.Length)];
        var read = bytes.AsSpan(0, file.Read(bytes, 0));
        var scan = SegmentScan.Read(read, segment.Identity, SegmentHeader.Decode(read)?.Length ?? 0);
        foreach (var entry in scan.Parts.Where(part => part.Frame is not null)
            .SelectMany(part => part.Frame!.Commits).SelectMany(commit => commit.Entries))
        {
            if (entry.Document == document && entry.Kind == LogEntryKind.Updates && entry.Life == view.Life
                && entry.LastSequence > view.Sequence && entry.FirstSequence <= view.Through)
            {
                Add(document, view, entry, bytes, updates);
            }
        }
    }

    private static void Add(
        DocumentName document, PreviousView view, FrameEntry entry, ReadOnlyMemory<byte> segment,
        List<ReadOnlyMemory<byte>> updates)
    {
        var known = view.Sequence + updates.Count;
        if (entry.UpdateLengths is not { } lengths || entry.FirstSequence > known + 1)
        {
            throw new DocumentDamagedException(
                $"updates from {Math.Min(entry.FirstSequence, known + 1)} on of document '{document}' cannot be read");
        }

        // As in the index: a run of sequences that are known already replaces those from its first on.
        var keep = (int)Math.Max(0, entry.FirstSequence - 1 - view.Sequence);
        updates.RemoveRange(keep, updates.Count - keep);
        var offset = (int)entry.BodyOffset;
        for (var i = 0; i < lengths.Length; i++)
        {
            offset += sizeof(int);
            var sequence = entry.FirstSequence + i;
            if (sequence > view.Sequence && sequence <= view.Through)
            {
                // A copy: the caller may keep it long, and must not keep the segment with it.
                updates.Add(segment.Slice(offset, lengths[i]).ToArray());
            }

            offset += lengths[i];
        }
    }
}
