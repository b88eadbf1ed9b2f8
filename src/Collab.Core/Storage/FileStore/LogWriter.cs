using Microsoft.Extensions.Logging;

namespace Collab.Core.Storage.FileStore;

/// <summary>Appends frames to the newest segment and starts new ones; used by one thread at a time.</summary>
/// <remarks>
/// After a failed write or sync nothing is known of that file's end, and it is never written again. The next frame goes
/// into
/// a new segment, whose header says how much of the old one counts: all that was acknowledged, nothing of the rest.
/// </remarks>
internal sealed partial class LogWriter(
    IStoreFiles files, RecoveredLog recovered, DocumentIndex index, FileStoreOptions options, TimeProvider time,
    ILogger logger) : IDisposable
{
    public const string TemporaryExtension = ".tmp";
    private const int KeptBufferBytes = 8 << 20;

    private readonly List<Segment> _segments = [.. recovered.Segments];
    private long _lastNumber = recovered.LastNumber;
    private IStoreFile? _file;
    private byte[] _buffer = [];

    private Segment Current => _segments[^1];

    /// <summary>Appends commits as one frame; when it returns they are durable.</summary>
    /// <exception cref="IOException">Nothing of them is durable, or counts; a later call begins a new
    /// segment.</exception>
    public (Frame Frame, Segment Segment) Append(IReadOnlyList<LogCommit> commits)
    {
        if (_file is null || Current.Length >= options.SegmentBytes)
        {
            StartSegment([]);
        }

        var (frame, bytes) = Encode(commits, Current.Identity, Current.Length);
        try
        {
            _file!.Write(bytes.Span, frame.Offset);
            _file.Sync();
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            Abandon();
            throw;
        }

        Current.Length = frame.End;
        return (frame, Current);
    }

    /// <summary>Begins a new segment and drops those that nothing needs any more.</summary>
    /// <param name="unsettled">Commits that are to be durable with it, or none.</param>
    /// <returns>The frame that holds them, or null.</returns>
    public (Frame? Frame, Segment Segment) StartSegment(IReadOnlyList<LogCommit> unsettled)
    {
        Close();
        index.Release(options.KeepReplacedFor, time.GetUtcNow().ToUnixTimeMilliseconds());
        var needed = index.SelectNeeded(_segments);
        var identity = new SegmentIdentity(recovered.Store, ++_lastNumber);
        var header = new SegmentHeader(
            identity, [.. needed.Select(segment => new SegmentLength(segment.Number, segment.Length))]);
        var segment = new Segment(identity, header.Length);
        var path = segment.Path;
        Frame? frame = null;

        // Header and unsettled commits become visible together, by the rename: until then the old segments rule.
        var file = files.Create(path + TemporaryExtension);
        try
        {
            file.Write(header.Encode(), 0);
            if (unsettled.Count > 0)
            {
                (frame, var bytes) = Encode(unsettled, identity, header.Length);
                file.Write(bytes.Span, frame.Offset);
                segment.Length = frame.End;
            }

            file.Sync();
            files.Move(path + TemporaryExtension, path);
            files.SyncDirectory(Segment.Directory);
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            file.Dispose();
            StorageFailure.Ignore(() => files.Delete(path + TemporaryExtension));
            throw;
        }

        _file = file;
        Drop(_segments.Except(needed));
        _segments.Clear();
        _segments.AddRange(needed);
        _segments.Add(segment);
        return (frame, segment);
    }

    public void Dispose() => Close();

    private (Frame Frame, ReadOnlyMemory<byte> Bytes) Encode(
        IReadOnlyList<LogCommit> commits, SegmentIdentity identity, long offset)
    {
        var length = (int)FrameCodec.Measure(commits);
        if (_buffer.Length < length || _buffer.Length > KeptBufferBytes)
        {
            _buffer = new byte[Math.Max(length, 1 << 16)];
        }

        return (FrameCodec.Encode(commits, identity, offset, _buffer.AsSpan(0, length)), _buffer.AsMemory(0, length));
    }

    /// <summary>Gives up on the newest segment's file after a failure.</summary>
    private void Abandon()
    {
        // Frees what half a frame takes on a full disk; whether it works does not matter.
        StorageFailure.Ignore(() => _file!.Truncate(Current.Length));
        Close();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Drop(IEnumerable<Segment> segments)
    {
        foreach (var segment in segments.ToList())
        {
            index.Forget(segment);
            StorageFailure.Ignore(() => files.Delete(segment.Path));
            Log.Dropped(logger, segment.Number);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Log segment {Segment} is needed by no document any more and was dropped")]
        public static partial void Dropped(ILogger logger, long segment);
    }
}
