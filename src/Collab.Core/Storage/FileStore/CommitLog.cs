using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Storage.FileStore;

/// <summary>The queue in front of the log and its one loop: writes what is queued as one frame, syncs once, completes
/// all.</summary>
/// <remarks>
/// The queue is bounded: callers past its end wait to enter. When the disk fails, the requests of that group and those
/// that come
/// within the retry delay fail; the first one after it tries again.
/// </remarks>
internal sealed partial class CommitLog
{
    private readonly DocumentIndex _index;
    private readonly CommitLedger _ledger;
    private readonly LogWriter _writer;
    private readonly FileStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<LogRequest> _requests;
    private readonly Task _loop;

    private Exception? _failure;
    private long _failedAt;

    /// <param name="scheduler">Runs the loop, which blocks on the disk: a thread of its own, or a simulator's.</param>
    public CommitLog(
        DocumentIndex index, CommitLedger ledger, LogWriter writer, FileStoreOptions options, TimeProvider time,
        TaskScheduler scheduler, ILogger logger)
    {
        _index = index;
        _ledger = ledger;
        _writer = writer;
        _options = options;
        _time = time;
        _logger = logger;
        _requests = Channel.CreateBounded<LogRequest>(
            new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();
    }

    /// <summary>Queues a request; waits while the queue is full.</summary>
    public async ValueTask PostAsync(LogRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.Writer.WriteAsync(request, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(FileDocumentStore));
        }
    }

    /// <summary>Finishes what is queued and ends the loop.</summary>
    public async Task StopAsync()
    {
        _requests.Writer.TryComplete();
        await _loop;
        _writer.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _requests.Reader.WaitToReadAsync())
        {
            Commit(TakeGroup());
        }
    }

    /// <summary>Takes what waits, in order, until a group is full. A deletion, and a writer's second commit, begin the
    /// next.</summary>
    private CommitGroup TakeGroup()
    {
        var group = new CommitGroup(_index, _ledger);
        var writers = new HashSet<Guid>();
        long bytes = 0;
        while (_requests.Reader.TryPeek(out var request))
        {
            if (request is AppendRequest append)
            {
                if (writers.Count > 0 && bytes + append.Bytes > _options.GroupBytes)
                {
                    break;
                }

                if (!writers.Add(append.Batch.Id.Writer))
                {
                    break;
                }

                bytes += append.Bytes;
            }
            else if (writers.Count > 0)
            {
                break;
            }

            _requests.Reader.TryRead(out _);
            Add(group, request);
            if (request is DeleteRequest)
            {
                break;
            }
        }

        return group;
    }

    private static void Add(CommitGroup group, LogRequest request)
    {
        if (request.Cancellation.IsCancellationRequested)
        {
            request.Cancel();
            return;
        }

        try
        {
            group.Add(request);
        }
        catch (Exception broken)
        {
            request.Fail(broken);
        }
    }

    private void Commit(CommitGroup group)
    {
        if (group.Commits.Count == 0)
        {
            group.Complete();
            return;
        }

        if (_failure is not null && !group.MakesRoom && _time.GetElapsedTime(_failedAt) < _options.RetryDelay)
        {
            group.Fail(Unavailable(_failure));
            return;
        }

        Frame frame;
        Segment segment;
        try
        {
            (frame, segment) = _writer.Append(group.Commits, group.MakesRoom);
        }
        catch (Exception failure)
        {
            // Whatever it is, the loop goes on: callers would wait for it forever.
            _failure = failure;
            _failedAt = _time.GetTimestamp();
            Log.Failed(_logger, failure, _options.RetryDelay);
            group.Fail(Unavailable(failure));
            return;
        }

        if (_failure is not null)
        {
            _failure = null;
            Log.Recovered(_logger, segment.Number);
        }

        frame.RecordIn(_ledger);
        _index.Apply(frame, segment);
        group.Complete();
    }

    private static StoreUnavailableException Unavailable(Exception failure) =>
        new($"the log cannot be written: {failure.Message}", failure);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error, "The log cannot be written; appends fail until the disk is tried again after {RetryDelay}")]
        public static partial void Failed(ILogger logger, Exception failure, TimeSpan retryDelay);

        [LoggerMessage(LogLevel.Information, "The log can be written again, in segment {Segment}")]
        public static partial void Recovered(ILogger logger, long segment);
    }
}
