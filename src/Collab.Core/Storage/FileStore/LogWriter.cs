using Microsoft.Extensions.Logging;

namespace Collab.Core.Storage.FileStore;

/// <summary>Appends frames to the newest segment and starts new ones; used by one thread at a time.</summary>
/// <remarks>
/// After a failed write or sync nothing is known of that file's end, and it is never written again. The next frame goes
/// into a new segment, whose header says how much of the old one counts: all that was acknowledged, nothing of the rest.
/// </remarks>
internal sealed partial class LogWriter(
    IStoreFiles files, RecoveredLog recovered, DocumentIndex index, KeptSweep sweep, SpaceReserve reserve,
    FileStoreOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    public const string TemporaryExtension = ".tmp";
    private const int KeptBufferBytes = 8 << 20;

    // Appends wait meanwhile. On a full disk they fail anyway.
    private const int SweptAtSegment = 4;
    private const int SweptForRoom = 256;

    private readonly List<Segment> _segments = [.. recovered.Segments];
    private IReadOnlyList<LogCommit> _unsettled = recovered.Unsettled;
    private long _lastNumber = recovered.LastNumber;
    private IStoreFile? _file;
    private byte[] _buffer = [];

    private Segment Current => _segments[^1];

    /// <summary>Appends commits as one frame; when it returns they are durable.</summary>
    /// <param name="makesRoom">Whether they may use the reserve on a full disk, as deletions do.</param>
    /// <exception cref="IOException">Nothing of them is durable, or counts; a later call begins a new segment.</exception>
    public (Frame Frame, Segment Segment) Append(IReadOnlyList<LogCommit> commits, bool makesRoom = false)
    {
        var wasFull = !makesRoom && reserve.IsGivenUp;
        if (wasFull)
        {
            ReleaseKept();
        }

        if (_file is null || Current.Length >= options.SegmentBytes || (wasFull && CanDrop()))
        {
            StartSegment(makesRoom);
        }
        else if (wasFull)
        {
            reserve.Hold();
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
            if (StorageFailure.IsDiskFull(failure))
            {
                ReleaseKept();
            }

            throw;
        }

        Current.Length = frame.End;
        return (frame, Current);
    }

    /// <summary>Begins a new segment, with the commits that recovery found unsettled, and drops those that nothing needs any
    /// more.</summary>
    /// <param name="makesRoom">Whether it may use the reserve on a full disk, though it drops nothing.</param>
    public void StartSegment(bool makesRoom)
    {
        Close();
        sweep.Run(options.KeepReplacedFor, time.GetUtcNow().ToUnixTimeMilliseconds(), SweptAtSegment);
        var needed = index.SelectNeeded(_segments);
        var identity = new SegmentIdentity(recovered.Store, ++_lastNumber);
        var header = new SegmentHeader(
            identity, [.. needed.Select(segment => new SegmentLength(segment.Number, segment.Length))]);
        var segment = new Segment(identity, header.Length);
        Frame? frame = null;
        if (makesRoom || needed.Count < _segments.Count)
        {
            reserve.Use(() => frame = Write(header, segment));
        }
        else
        {
            frame = Write(header, segment);
        }

        if (frame is not null)
        {
            // Before what it replaces goes, or a load would find neither.
            index.Apply(frame, segment);
        }

        Drop(_segments.Except(needed));
        _segments.Clear();
        _segments.AddRange(needed);
        _segments.Add(segment);
        _unsettled = [];
        reserve.Hold();
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

    /// <summary>Writes a segment's header and the unsettled commits. They become visible together, by the rename: until then the
    /// old segments rule.</summary>
    private Frame? Write(SegmentHeader header, Segment segment)
    {
        Frame? frame = null;
        var path = segment.Path;
        IStoreFile? file = null;
        try
        {
            file = files.Create(path + TemporaryExtension);
            file.Write(header.Encode(), 0);
            if (_unsettled.Count > 0)
            {
                (frame, var bytes) = Encode(_unsettled, segment.Identity, header.Length);
                file.Write(bytes.Span, frame.Offset);
                segment.Length = frame.End;
            }

            file.Sync();
            files.Move(path + TemporaryExtension, path);
            files.SyncDirectory(Segment.Directory);
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            file?.Dispose();
            StorageFailure.Ignore(() => files.Delete(path + TemporaryExtension));
            throw;
        }

        _file = file;
        return frame;
    }

    /// <summary>Lets go of what is kept without need: saving what people write now comes first.</summary>
    private void ReleaseKept() => sweep.Run(TimeSpan.Zero, long.MaxValue, SweptForRoom);

    private bool CanDrop() => index.SelectNeeded(_segments).Count < _segments.Count - 1;

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
