using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Sessions;

/// <summary>Takes the sessions' batches to the store: one commit carries what queued up while the last one ran.</summary>
/// <remarks>
/// Each session has at most one submission here, which grows until it is taken, so the queue is bounded by the number of sessions. A commit that fails or
/// whose outcome is unknown is repeated under its <see cref="CommitId"/> until the store takes it; nothing is dropped.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync, which every owner calls, disposes of it.")]
internal sealed partial class CommitQueue
{
    private const int MaxDocuments = 500;

    /// <summary>Bytes of one commit; a session's submission is not divided, so that one alone may be larger.</summary>
    private const long MaxBytes = 16 << 20;

    /// <summary>A commit that takes longer is told as trouble: a store that hangs reports no failure. With a tick more, within 3 s.</summary>
    public static readonly TimeSpan TroubleAfter = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(2);

    private readonly Channel<Submission> _submissions =
        Channel.CreateUnbounded<Submission>(new UnboundedChannelOptions { SingleReader = true });

    private readonly CancellationTokenSource _abandon = new();
    private readonly SessionEnvironment _environment;
    private readonly ILogger _logger;
    private readonly Guid _writer;
    private readonly Task _loop;
    private volatile bool _hasFailed;

    /// <summary>When the attempt under way began; 0 between commits.</summary>
    private long _attemptSince;

    public CommitQueue(SessionEnvironment environment)
    {
        _environment = environment;
        _logger = environment.Loggers.CreateLogger<CommitQueue>();
        Span<byte> writer = stackalloc byte[16];
        environment.Random.NextBytes(writer);
        _writer = new Guid(writer);
        Uncommitted = new UncommittedBudget(environment.Options.MaxUncommittedBytesInAll);
        _loop = environment.Run(RunAsync);
    }

    /// <summary>What waits for the store in all sessions.</summary>
    public UncommittedBudget Uncommitted { get; }

    /// <summary>Whether the last attempt failed, or the one under way takes so long that the store seems to hang.</summary>
    public bool IsFailing =>
        _hasFailed
        || (Interlocked.Read(ref _attemptSince) is var since && since != 0 && _environment.Time.GetElapsedTime(since) >= TroubleAfter);

    /// <summary>Queues what a session has to commit; it is told with <see cref="CommandKind.Committed"/>.</summary>
    public void Submit(Submission submission)
    {
        if (!_submissions.Writer.TryWrite(submission))
        {
            LogAbandoned(submission);
            submission.Settle();
        }
    }

    /// <summary>Commits what waits, then ends.</summary>
    /// <param name="abandon">Ends the queue with submissions left when the store does not take them in time.</param>
    public async Task StopAsync(CancellationToken abandon)
    {
        _submissions.Writer.TryComplete();
        using (abandon.Register(_abandon.Cancel))
        {
            await _loop;
        }

        _abandon.Dispose();
    }

    private async Task RunAsync()
    {
        var number = 0L;
        var batch = new List<Submission>();
        var updates = new List<DocumentUpdates>();
        long? last = null;
        try
        {
            while (await _submissions.Reader.WaitToReadAsync(_abandon.Token))
            {
                await PaceAsync(last);
                last = _environment.Time.GetTimestamp();
                var bytes = 0L;
                while (batch.Count < MaxDocuments && bytes < MaxBytes && _submissions.Reader.TryRead(out var submission))
                {
                    batch.Add(submission);
                    updates.Add(submission.Take());
                    bytes += submission.Bytes;
                }

                await CommitAsync(new AppendBatch(new CommitId(_writer, ++number), updates), batch);
                batch.Clear();
                updates = [];
            }
        }
        catch (Exception) when (_abandon.IsCancellationRequested)
        {
            _submissions.Writer.TryComplete();
            while (_submissions.Reader.TryRead(out var submission))
            {
                batch.Add(submission);
            }

            foreach (var submission in batch)
            {
                LogAbandoned(submission);
                submission.Settle();
            }
        }
    }

    /// <summary>Lets updates gather where the store asks for that, but never for the first ones after a rest.</summary>
    private async Task PaceAsync(long? last)
    {
        if (last is { } at && _environment.Store.CommitInterval - _environment.Time.GetElapsedTime(at) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, _environment.Time, _abandon.Token);
        }
    }

    private void LogAbandoned(Submission submission) =>
        Log.Abandoned(_logger, submission.Session.Name, submission.Updates, submission.Bytes);

    private async Task CommitAsync(AppendBatch batch, List<Submission> submissions)
    {
        var startedAt = _environment.Time.GetTimestamp();
        for (var retry = FirstRetry; ; retry = retry < LastRetry ? retry * 2 : LastRetry)
        {
            try
            {
                // Never 0, which is none: a clock may begin there.
                Interlocked.Exchange(ref _attemptSince, Math.Max(1, _environment.Time.GetTimestamp()));
                // A store that hangs may not look at the token either.
                var results = await _environment.Store.AppendAsync(batch, _abandon.Token).WaitAsync(_abandon.Token);
                _hasFailed = false;
                Interlocked.Exchange(ref _attemptSince, 0);
                _environment.Metrics.Committed(
                    batch.Documents.Sum(document => document.Updates.Count), _environment.Time.GetElapsedTime(startedAt));
                for (var i = 0; i < submissions.Count; i++)
                {
                    submissions[i].Session.Post(Command.Of(CommandKind.Committed, results[i]));
                    submissions[i].Settle();
                }

                return;
            }
            catch (Exception exception) when (!_abandon.IsCancellationRequested)
            {
                // Whatever the store failed with: the batch is kept and repeated, for its outcome is not known.
                _hasFailed = true;
                Interlocked.Exchange(ref _attemptSince, 0);
                _environment.Metrics.CommitFailed();
                Log.CommitFailed(_logger, submissions.Count, retry, exception);
                foreach (var submission in submissions)
                {
                    submission.Session.Post(Command.Of(CommandKind.StoreFailing));
                }

                await Task.Delay(retry, _environment.Time, _abandon.Token);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error,
            Message = "The store did not take updates of {Documents} documents; they are kept and tried again in {Retry}")]
        public static partial void CommitFailed(ILogger logger, int documents, TimeSpan retry, Exception exception);

        [LoggerMessage(Level = LogLevel.Critical,
            Message = "Stopped before the store took {Updates} updates ({Bytes} bytes) of {Document}; its clients bring them back")]
        public static partial void Abandoned(ILogger logger, DocumentName document, int updates, long bytes);
    }
}
