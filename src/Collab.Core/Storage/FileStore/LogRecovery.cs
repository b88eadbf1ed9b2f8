using Microsoft.Extensions.Logging;

namespace Collab.Core.Storage.FileStore;

/// <summary>Reads a store's directory at start: what is durable goes into the index, what is not is put
/// aside.</summary>
/// <remarks>
/// A frame is synced before the next one is written. So a frame that cannot be read at the very end of the log was
/// never
/// acknowledged: it is cut off and kept in a side file. One that is followed by others, or lies in an older segment,
/// was
/// acknowledged and is damaged: its documents are reported, the others served, and its segment is kept as it is.
/// </remarks>
internal sealed partial class LogRecovery(
    IStoreFiles files, CheckpointFiles checkpoints, DocumentIndex index, CommitLedger commits, ILogger logger,
    RecoveryReport? report = null)
{
    private const string TornExtension = ".torn";

    private readonly List<Segment> _segments = [];
    private byte[] _buffer = [];
    private LogPosition _end;

    /// <summary>Reads all; the result is what the log goes on from.</summary>
    /// <param name="now">Unix milliseconds.</param>
    public RecoveredLog Run(long now)
    {
        var store = new StoreIdentityFile(files).Read();
        var heads = new List<CheckpointHead>();
        var superfluous = new List<DocumentName>();
        foreach (var group in checkpoints.Scan())
        {
            index.AddCheckpoints(group);
            if (group.Newest is { } head)
            {
                heads.Add(head);
                if (group.Paths.Count > 1)
                {
                    superfluous.Add(head.Document);
                }
            }

            if (group.Unreadable is { } unreadable)
            {
                report?.Add(FindingSeverity.Damage, $"checkpoint file {unreadable.Path} cannot be read");
                Log.CheckpointDamaged(logger, unreadable.Path);
            }
        }

        var numbers = ListSegments();
        var headers = numbers.ToDictionary(number => number, ReadHeader);
        var identity = store ?? headers.Values.FirstOrDefault(header => header is not null)?.Identity.Store;
        if (identity is null && numbers.Count > 0)
        {
            throw new InvalidDataException(
                $"the store's log has {numbers.Count} segments, but neither the file '{StoreIdentityFile.Path}' "
                + "nor any segment's header can be read; nothing was changed");
        }

        var storeId = identity ?? files.NewIdentity();
        if (store is null)
        {
            report?.Add(
                FindingSeverity.Damage, $"the file '{StoreIdentityFile.Path}' is missing or cannot be read; the log serves");
            new StoreIdentityFile(files).Write(storeId);
        }

        var last = ReadSegments(storeId, numbers, headers);
        report?.Compare(heads, _end);
        foreach (var (document, damage) in index.FinishRecovery(now))
        {
            Log.DocumentDamaged(logger, document, damage);
        }

        return new RecoveredLog(storeId, _segments, numbers.Count > 0 ? numbers[^1] : 0, last, superfluous);
    }

    /// <summary>The segments' numbers in order. Removes what an interrupted start of a segment left.</summary>
    private List<long> ListSegments()
    {
        var numbers = new List<long>();
        foreach (var (name, isDirectory) in files.List(Segment.Directory))
        {
            if (isDirectory)
            {
                continue;
            }

            if (name.EndsWith(LogWriter.TemporaryExtension, StringComparison.Ordinal))
            {
                files.Delete($"{Segment.Directory}/{name}");
            }
            else if (name.EndsWith(Segment.Extension, StringComparison.Ordinal)
                && long.TryParse(name.AsSpan(0, name.Length - Segment.Extension.Length), out var number)
                && Segment.PathOf(number) == $"{Segment.Directory}/{name}")
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }

    private SegmentHeader? ReadHeader(long number)
    {
        using var file = files.Open(Segment.PathOf(number));
        var bytes = new byte[(int)Math.Min(file.Length, 1 << 20)];
        var header = SegmentHeader.Decode(bytes.AsSpan(0, file.Read(bytes, 0)));
        return header?.Identity.Number == number ? header : null;
    }

    /// <summary>Reads the segments that the newest header names, those after it, and its own.</summary>
    /// <returns>The commits of the log's last frame, which may never have reached the disk although it reads
    /// well.</returns>
    private List<LogCommit> ReadSegments(
        Guid store, List<long> numbers, Dictionary<long, SegmentHeader?> headers)
    {
        var newest = numbers.FindLast(number => headers[number]?.Identity.Store == store);
        var counted = headers.GetValueOrDefault(newest)?.Older
            .ToDictionary(older => older.Number, older => (long?)older.Length) ?? [];
        var wanted = counted.Keys.Union(numbers.Where(number => number >= newest)).Order().ToList();
        foreach (var number in numbers.Except(wanted))
        {
            StorageFailure.Ignore(() => files.Delete(Segment.PathOf(number)));
        }

        List<LogCommit> last = [];
        foreach (var number in wanted)
        {
            var header = headers.GetValueOrDefault(number);
            if (header is not null && header.Identity.Store != store)
            {
                header = null;
            }

            last = ReadSegment(
                new SegmentIdentity(store, number), header, counted.GetValueOrDefault(number), number == wanted[^1]);
        }

        return last;
    }

    private List<LogCommit> ReadSegment(SegmentIdentity identity, SegmentHeader? header, long? counted, bool isLast)
    {
        var segment = new Segment(identity, 0);
        _segments.Add(segment);
        var bytes = ReadBytes(segment, counted);
        segment.Length = counted ?? bytes.Length;
        _end = new LogPosition(segment.Number, bytes.Length);
        var parts = SegmentScan.Read(bytes, identity, header?.Length ?? 0).Parts.ToList();
        if (header is null)
        {
            segment.IsDamaged = true;
            Log.HeaderDamaged(logger, segment.Number);
            if (!bytes.IsEmpty)
            {
                report?.Add(
                    FindingSeverity.Damage, $"the header of segment {segment.Number} cannot be read; its updates are read");
            }

            if (parts.Count > 0 && parts[0] is { Frame: null, Offset: 0 })
            {
                parts.RemoveAt(0);
            }
        }

        Frame? last = null;
        if (isLast && counted is null)
        {
            if (parts.Count > 0 && parts[^1] is { Frame: not { IsWhole: true } } torn)
            {
                report?.TakeTorn(segment, torn.Offset, bytes.Length - (int)torn.Offset, torn.Frame);
                KeepAside(segment, bytes[(int)torn.Offset..]);
                parts.RemoveAt(parts.Count - 1);
            }

            // The last frame moves on into the next segment: a flush that failed, or a process that died before it,
            // leaves it readable from the kernel's memory without its ever being on the disk.
            if (parts.Count > 0 && parts[^1].Frame is { } whole)
            {
                last = whole;
                segment.Length = whole.Offset;
                segment.UnsettledEnd = whole.End;
            }
        }

        foreach (var part in parts)
        {
            if (part.Frame is { } frame)
            {
                report?.Take(frame, segment, bytes);
            }

            // The last frame too: it counts, and where it lies until it has moved on it can be read.
            Apply(part, segment);
        }

        if (counted > bytes.Length)
        {
            Apply(new SegmentPart(bytes.Length, null), segment);
        }

        return last is null ? [] : ToCommits(last, bytes);
    }

    /// <summary>Reads a segment as far as it counts; nothing if the file is missing.</summary>
    private ReadOnlySpan<byte> ReadBytes(Segment segment, long? counted)
    {
        try
        {
            using var file = files.Open(segment.Path);
            var length = (int)Math.Min(counted ?? file.Length, file.Length);
            if (_buffer.Length < length)
            {
                _buffer = new byte[length];
            }

            return _buffer.AsSpan(0, file.Read(_buffer.AsSpan(0, length), 0));
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private void Apply(SegmentPart part, Segment segment)
    {
        if (part.Frame is { } frame)
        {
            index.Apply(frame, segment);
            frame.RecordIn(commits);
            return;
        }

        segment.IsDamaged = true;
        report?.TakeHole(segment, part.Offset);
        index.ReportLoss(new LogPosition(segment.Number, part.Offset));
        Log.Hole(logger, segment.Number, part.Offset);
    }

    /// <summary>Cuts the unreadable end off a segment, once a copy of it is durable. On a disk too full for the copy it
    /// stays
    /// where it is: the next segment's header says that it does not count.</summary>
    private void KeepAside(Segment segment, ReadOnlySpan<byte> torn)
    {
        var path = segment.Path[..^Segment.Extension.Length] + TornExtension;
        segment.Length -= torn.Length;
        try
        {
            using (var aside = files.Create(path))
            {
                aside.Write(torn, 0);
                aside.Sync();
            }

            files.SyncDirectory(Segment.Directory);
            using var file = files.Open(segment.Path);
            file.Truncate(segment.Length);
            Log.TornTail(logger, segment.Number, segment.Length, torn.Length, path);
        }
        catch (IOException failure)
        {
            StorageFailure.Ignore(() => files.Delete(path));
            Log.TornTailStays(logger, failure, segment.Number, segment.Length, torn.Length);
        }
    }

    private static List<LogCommit> ToCommits(Frame frame, ReadOnlySpan<byte> bytes)
    {
        var commits = new List<LogCommit>();
        foreach (var commit in frame.Commits)
        {
            var entries = new List<LogEntry>();
            foreach (var entry in commit.Entries)
            {
                var updates = new List<ReadOnlyMemory<byte>>();
                var offset = (int)entry.BodyOffset;
                foreach (var length in entry.UpdateLengths!)
                {
                    offset += sizeof(int);
                    updates.Add(bytes.Slice(offset, length).ToArray());
                    offset += length;
                }

                entries.Add(new LogEntry(entry.Kind, entry.Document, entry.Life, entry.FirstSequence, updates));
            }

            commits.Add(new LogCommit(commit.Id, entries));
        }

        return commits;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Checkpoint file {Path} cannot be read")]
        public static partial void CheckpointDamaged(ILogger logger, string path);

        [LoggerMessage(LogLevel.Error, "Document '{Document}' is damaged: {Damage}")]
        public static partial void DocumentDamaged(ILogger logger, DocumentName document, string damage);

        [LoggerMessage(LogLevel.Error, "The header of log segment {Segment} is damaged; its updates are read")]
        public static partial void HeaderDamaged(ILogger logger, long segment);

        [LoggerMessage(
            LogLevel.Error,
            "Log segment {Segment} is unreadable from byte {Offset} on; documents that may lack updates are refused")]
        public static partial void Hole(ILogger logger, long segment, long offset);

        [LoggerMessage(
            LogLevel.Warning,
            "Log segment {Segment} ends at byte {Offset} in {Length} bytes never acknowledged, now kept in {Path}")]
        public static partial void TornTail(ILogger logger, long segment, long offset, int length, string path);

        [LoggerMessage(
            LogLevel.Warning,
            "Log segment {Segment} ends at byte {Offset} in {Length} bytes never acknowledged; they stay there")]
        public static partial void TornTailStays(
            ILogger logger, Exception failure, long segment, long offset, int length);
    }
}
