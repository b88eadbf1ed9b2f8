using System.Text;

namespace Collab.Core.Storage.FileStore;

/// <summary>Writes and reads frames; docs/persistence.md draws one byte by byte.</summary>
/// <remarks>
/// Little endian: magic "CFRM", place u32 (the offset's seed, so that an update which looks like frames costs a scan
/// nothing),
/// head CRC u32; then the directory: head length u32, body length u32, commit count u32, for each commit (writer 16
/// bytes,
/// number i64, entry count u32) and for each of its entries (kind u8, name length u16, life u32, first sequence i64,
/// update
/// count u32, body length u32, body CRC u32, name); then the bodies, for each update its length u32 and bytes; then the
/// directory again, the head CRC, the head length and "MRFC". The second directory is found from the frame's end, so
/// that
/// one broken sector leaves known whose updates are lost, and mostly loses none. Checksums begin with the place's seed.
/// </remarks>
internal static class FrameCodec
{
    /// <summary>The most bytes that a frame may have.</summary>
    public const int MaxLength = 1 << 30;

    private const int CrcStart = 8;
    private const int DirectoryStart = 12;
    private const int MinHeadLength = DirectoryStart + 12;
    private const int CommitLength = 16 + 8 + 4;
    private const int EntryLength = 1 + 2 + 4 + 8 + 4 + 4 + 4;
    private const int TrailerLength = 12;

    private static ReadOnlySpan<byte> Magic => "CFRM"u8;

    private static ReadOnlySpan<byte> EndMagic => "MRFC"u8;

    /// <summary>The bytes that commits take in a frame.</summary>
    public static long Measure(IReadOnlyList<LogCommit> commits) =>
        (2 * MeasureHead(commits)) - DirectoryStart + MeasureBodies(commits) + TrailerLength;

    /// <summary>Encodes commits as the frame at an offset of a segment; the output has exactly the measured
    /// length.</summary>
    public static Frame Encode(
        IReadOnlyList<LogCommit> commits, SegmentIdentity identity, long offset, Span<byte> output)
    {
        var headLength = (int)MeasureHead(commits);
        var bodyLength = (int)MeasureBodies(commits);
        var head = new FieldWriter(output[..headLength]);
        head.WriteBytes(Magic);
        head.WriteUint32(identity.Seed(offset));
        head.WriteUint32(0);
        head.WriteInt32(headLength);
        head.WriteInt32(bodyLength);
        head.WriteInt32(commits.Count);
        var bodies = new FieldWriter(output.Slice(headLength, bodyLength));
        var written = new List<FrameCommit>(commits.Count);
        foreach (var commit in commits)
        {
            head.WriteGuid(commit.Id.Writer);
            head.WriteInt64(commit.Id.Number);
            head.WriteInt32(commit.Entries.Count);
            var entries = new List<FrameEntry>(commit.Entries.Count);
            foreach (var entry in commit.Entries)
            {
                var start = bodies.Position;
                var lengths = WriteBody(ref bodies, entry.Updates);
                var bodyOffset = offset + headLength + start;
                var body = output[(headLength + start)..(headLength + bodies.Position)];
                var crc = Crc32C.Append(identity.Seed(bodyOffset), body);
                entries.Add(new FrameEntry(
                    entry.Kind, entry.Document, entry.Life, entry.FirstSequence, lengths.Length,
                    bodyOffset, body.Length, crc, lengths));
                WriteEntry(ref head, entries[^1]);
            }

            written.Add(new FrameCommit(commit.Id, entries));
        }

        var directory = output[DirectoryStart..headLength];
        var headCrc = Crc32C.Append(identity.Seed(offset), directory);
        new FieldWriter(output[CrcStart..]).WriteUint32(headCrc);
        var tail = new FieldWriter(output[(headLength + bodyLength)..]);
        tail.WriteBytes(directory);
        tail.WriteUint32(headCrc);
        tail.WriteInt32(headLength);
        tail.WriteBytes(EndMagic);
        return new Frame(offset, offset + headLength + bodyLength + tail.Position, written);
    }

    /// <summary>Reads the frame that begins at an offset of a segment, checking each of its bodies.</summary>
    /// <param name="segment">The segment from its first byte, as far as it counts.</param>
    /// <returns>Null if no frame's head is there. A frame that is cut short has damaged entries.</returns>
    public static Frame? ReadForward(ReadOnlySpan<byte> segment, SegmentIdentity identity, int offset)
    {
        var reader = new FieldReader(segment[offset..]);
        var isFrame = reader.ReadBytes(Magic.Length).SequenceEqual(Magic)
            && reader.ReadUint32() == identity.Seed(offset);
        var crc = reader.ReadUint32();
        var headLength = reader.ReadInt32();
        if (!isFrame || headLength < MinHeadLength || headLength > segment.Length - offset)
        {
            return null;
        }

        var directory = segment.Slice(offset + DirectoryStart, headLength - DirectoryStart);
        return Decode(segment, identity, offset, directory, crc);
    }

    /// <summary>Reads the frame that ends at an offset of a segment by the directory at its end.</summary>
    public static Frame? ReadBackward(ReadOnlySpan<byte> segment, SegmentIdentity identity, int end)
    {
        if (end < TrailerLength)
        {
            return null;
        }

        var reader = new FieldReader(segment[(end - TrailerLength)..end]);
        var crc = reader.ReadUint32();
        var directoryLength = (long)reader.ReadInt32() - DirectoryStart;
        if (!reader.ReadBytes(EndMagic.Length).SequenceEqual(EndMagic)
            || directoryLength < MinHeadLength - DirectoryStart || directoryLength > end - TrailerLength)
        {
            return null;
        }

        var directory = segment.Slice(end - TrailerLength - (int)directoryLength, (int)directoryLength);
        var lengths = new FieldReader(directory);
        var offset = end - TrailerLength - directoryLength - lengths.ReadInt32() - lengths.ReadInt32();
        return offset < 0 ? null : Decode(segment, identity, (int)offset, directory, crc);
    }

    /// <summary>Finds the next frame whose head can be read.</summary>
    /// <returns>Its offset, or -1.</returns>
    public static int FindNext(ReadOnlySpan<byte> segment, SegmentIdentity identity, int from)
    {
        while (from < segment.Length)
        {
            var found = segment[from..].IndexOf(Magic);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (ReadForward(segment, identity, from) is not null)
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    /// <summary>Splits an entry's body into its updates.</summary>
    /// <returns>The length of each update, or null if the body is not what the entry says.</returns>
    public static int[]? ReadLengths(ReadOnlySpan<byte> body, int count)
    {
        if (count < 0 || (long)count * sizeof(int) > body.Length)
        {
            return null;
        }

        var lengths = new int[count];
        var reader = new FieldReader(body);
        for (var i = 0; i < count; i++)
        {
            lengths[i] = reader.ReadInt32();
            reader.ReadBytes(lengths[i]);
        }

        return !reader.Failed && reader.Position == body.Length ? lengths : null;
    }

    private static long MeasureHead(IReadOnlyList<LogCommit> commits) =>
        MinHeadLength + commits.Sum(commit => CommitLength
            + commit.Entries.Sum(entry => (long)EntryLength + Encoding.UTF8.GetByteCount(entry.Document.Value)));

    private static long MeasureBodies(IReadOnlyList<LogCommit> commits) =>
        commits.SelectMany(commit => commit.Entries).SelectMany(entry => entry.Updates)
            .Sum(update => sizeof(int) + (long)update.Length);

    private static int[] WriteBody(ref FieldWriter bodies, IReadOnlyList<ReadOnlyMemory<byte>> updates)
    {
        var lengths = new int[updates.Count];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = updates[i].Length;
            bodies.WriteInt32(lengths[i]);
            bodies.WriteBytes(updates[i].Span);
        }

        return lengths;
    }

    private static void WriteEntry(ref FieldWriter head, FrameEntry entry)
    {
        var name = Encoding.UTF8.GetBytes(entry.Document.Value);
        head.WriteUint8((byte)entry.Kind);
        head.WriteUint16((ushort)name.Length);
        head.WriteInt32(entry.Life);
        head.WriteInt64(entry.FirstSequence);
        head.WriteInt32(entry.UpdateCount);
        head.WriteInt32(entry.BodyLength);
        head.WriteUint32(entry.Crc);
        head.WriteBytes(name);
    }

    private static Frame? Decode(
        ReadOnlySpan<byte> segment, SegmentIdentity identity, int offset, ReadOnlySpan<byte> directory, uint crc)
    {
        if (crc != Crc32C.Append(identity.Seed(offset), directory))
        {
            return null;
        }

        var reader = new FieldReader(directory);
        var headLength = reader.ReadInt32();
        var bodyLength = reader.ReadInt32();
        var bodyOffset = (long)offset + headLength;
        var end = bodyOffset + bodyLength + directory.Length + TrailerLength;
        var commits = new List<FrameCommit>();
        for (var commitCount = reader.ReadInt32(); commitCount > 0 && !reader.Failed; commitCount--)
        {
            var id = new CommitId(reader.ReadGuid(), reader.ReadInt64());
            var entries = new List<FrameEntry>();
            for (var entryCount = reader.ReadInt32(); entryCount > 0 && !reader.Failed; entryCount--)
            {
                if (ReadEntry(ref reader, segment, identity, bodyOffset) is not { } entry)
                {
                    return null;
                }

                entries.Add(entry);
                bodyOffset += entry.BodyLength;
            }

            commits.Add(new FrameCommit(id, entries));
        }

        var consistent = !reader.Failed && bodyOffset == (long)offset + headLength + bodyLength;
        return consistent ? new Frame(offset, end, commits) : null;
    }

    private static FrameEntry? ReadEntry(
        ref FieldReader reader, ReadOnlySpan<byte> segment, SegmentIdentity identity, long bodyOffset)
    {
        var kind = (LogEntryKind)reader.ReadUint8();
        var nameLength = reader.ReadUint16();
        var life = reader.ReadInt32();
        var firstSequence = reader.ReadInt64();
        var count = reader.ReadInt32();
        var bodyLength = reader.ReadInt32();
        var crc = reader.ReadUint32();
        var nameBytes = reader.ReadBytes(nameLength);
        if (reader.Failed || bodyLength < 0
            || !DocumentName.TryCreate(Encoding.UTF8.GetString(nameBytes), out var name))
        {
            return null;
        }

        int[]? lengths = null;
        if (bodyOffset + bodyLength <= segment.Length)
        {
            var body = segment.Slice((int)bodyOffset, bodyLength);
            lengths = crc == Crc32C.Append(identity.Seed(bodyOffset), body) ? ReadLengths(body, count) : null;
        }

        return new FrameEntry(kind, name, life, firstSequence, count, bodyOffset, bodyLength, crc, lengths);
    }
}
