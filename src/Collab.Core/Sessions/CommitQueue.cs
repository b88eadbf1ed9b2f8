using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Sessions;

/// <summary>Takes the sessions' batches to the store: one commit carries what queued up while the last one ran.</summary>
/// <remarks>
/// Each session has at most one submission here, so the queue is bounded by the number of sessions. A commit that fails or
/// whose outcome is unknown is repeated under its <see cref="CommitId"/> until the store takes it; nothing is dropped.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync, which every owner calls, disposes of it.")]
internal sealed partial class CommitQueue
{
    private const int MaxDocuments = 500;

    /// <summary>Bytes of one commit; a session's submission is not divided, so that one alone may be larger.</summary>
    private const long MaxBytes = 16 << 20;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(2);

    private readonly Channel<Submission> _submissions =
        Channel.CreateUnbounded<Submission>(new UnboundedChannelOptions { SingleReader = true });

    private readonly CancellationTokenSource _abandon = new();
    private readonly SessionEnvironment _environment;
    private readonly ILogger _logger;
    private readonly Guid _writer;
    private readonly Task _loop;
    private volatile bool _isFailing;

    public CommitQueue(SessionEnvironment environment)
    {
        _environment = environment;
        _logger = environment.Loggers.CreateLogger<CommitQueue>();
        Span<byte> writer = stackalloc byte[16];
        environment.Random.NextBytes(writer);
        _writer = new Guid(writer);
        _loop = environment.Run(RunAsync);
    }

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing => _isFailing;

    /// <summary>Queues what a session has to commit; it is told with <see cref="CommandKind.Committed"/>.</summary>
    public void Submit(Submission submission)
    {
        if (!_submissions.Writer.TryWrite(submission))
        {
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
        try
        {
            while (await _submissions.Reader.WaitToReadAsync(_abandon.Token))
            {
                var bytes = 0L;
                while (batch.Count < MaxDocuments && bytes < MaxBytes && _submissions.Reader.TryRead(out var submission))
                {
                    batch.Add(submission);
                    bytes += submission.Bytes;
                }

                await CommitAsync(new CommitId(_writer, ++number), batch);
                batch.Clear();
            }
        }
        catch (Exception) when (_abandon.IsCancellationRequested)
        {
            _submissions.Writer.TryComplete();
            while (_submissions.Reader.TryRead(out var submission))
            {
                batch.Add(submission);
            }

            Log.Abandoned(_logger, batch.Count);
            batch.ForEach(submission => submission.Settle());
        }
    }

    private async Task CommitAsync(CommitId id, List<Submission> submissions)
    {
        var batch = new AppendBatch(id, submissions.ConvertAll(submission => submission.ToUpdates()));
        for (var retry = FirstRetry; ; retry = retry < LastRetry ? retry * 2 : LastRetry)
        {
            try
            {
                var results = await _environment.Store.AppendAsync(batch, _abandon.Token);
                _isFailing = false;
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
                _isFailing = true;
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
            Message = "Stopped with updates of {Documents} documents that the store did not take; clients bring them back")]
        public static partial void Abandoned(ILogger logger, int documents);
    }
}
