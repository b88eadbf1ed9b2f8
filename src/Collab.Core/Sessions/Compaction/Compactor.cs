using Collab.Core.Documents;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Sessions;

/// <summary>Writes checkpoints, a few at a time in a process.</summary>
/// <remarks>
/// <para>A checkpoint is made from the store, not from the session's memory: read, encoded, decoded again and compared by content. So it is
/// what the log says, no session waits for an encoding, and any process may do it: a checkpoint stands for exactly those updates that
/// were read in one consistent view.</para>
/// <para>What is pending is part of a document here: it is read, encoded and compared with the rest.</para>
/// </remarks>
internal sealed partial class Compactor : IDisposable
{
    /// <summary>Time that one attempt may take, so that a store that hangs does not keep others waiting.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly SessionEnvironment _environment;
    private readonly DocumentLoader _loader;
    private readonly SemaphoreSlim _slots;
    private readonly ILogger _logger;

    /// <summary>When the next attempt may begin.</summary>
    private long _restsUntil;

    public Compactor(SessionEnvironment environment, DocumentLoader loader)
    {
        _environment = environment;
        _loader = loader;
        _slots = new SemaphoreSlim(environment.Options.MaxCompactions);
        _logger = environment.Loggers.CreateLogger<Compactor>();
    }

    /// <summary>Lets a checkpoint stand for what the log of a document holds now. Never throws.</summary>
    /// <param name="cancellationToken">Gives up; the log is kept.</param>
    public async Task<CompactionResult> CompactAsync(DocumentName document, CancellationToken cancellationToken)
    {
        CompactionResult result;
        try
        {
            result = await CompactInTurnAsync(document, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new CompactionResult(CompactionOutcome.Failed);
        }
        catch (Exception exception)
        {
            Log.CheckpointFailed(_logger, document, exception);
            result = new CompactionResult(CompactionOutcome.Failed);
        }

        _environment.Metrics.Compacted(result.Outcome);
        return result;
    }

    public void Dispose() => _slots.Dispose();

    private async Task<CompactionResult> CompactInTurnAsync(DocumentName document, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            await RestAsync(cancellationToken);
            var startedAt = _environment.Time.GetTimestamp();
            using var timeout = new CancellationTokenSource(Timeout, _environment.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var result = await CompactNowAsync(document, either.Token);
            var now = _environment.Time.GetTimestamp();
            Interlocked.Exchange(ref _restsUntil, now + (_environment.Options.CompactionRest * (now - startedAt)));
            return result;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        var now = _environment.Time.GetTimestamp();
        if (Interlocked.Read(ref _restsUntil) is var until && until > now)
        {
            await Task.Delay(_environment.Time.GetElapsedTime(now, until), _environment.Time, cancellationToken);
        }
    }

    private async Task<CompactionResult> CompactNowAsync(DocumentName name, CancellationToken cancellationToken)
    {
        var (document, stored, isFallback) = await _loader.LoadAsync(name, static () => new Document(), cancellationToken);
        if (stored is null || (stored.Updates.Count == 0 && !isFallback))
        {
            return new CompactionResult(
                CompactionOutcome.Stale, stored?.Sequence ?? 0, stored?.Checkpoint?.State.Length ?? 0);
        }

        // A loader of all in one update gets there by itself, and must find the same.
        document.RetryPending();
        var checkpoint = new Checkpoint(stored.Sequence, _environment.EncodeCheckpoint(document));
        if (FindDifference(document, checkpoint) is { } difference)
        {
            Log.CheckpointDiffers(_logger, name, checkpoint.Sequence, difference);
            return new CompactionResult(CompactionOutcome.Differs, stored.Checkpoint?.Sequence ?? 0);
        }

        return await _environment.Store.CompactAsync(name, checkpoint, cancellationToken)
            ? new CompactionResult(CompactionOutcome.Stored, checkpoint.Sequence, checkpoint.State.Length, stored.LogBytes)
            : new CompactionResult(CompactionOutcome.Stale, checkpoint.Sequence, checkpoint.State.Length, stored.LogBytes);
    }

    /// <summary>Decodes a checkpoint as a later load would, and compares.</summary>
    /// <returns>What is wrong with it; null if it is the document.</returns>
    private static string? FindDifference(Document document, Checkpoint checkpoint)
    {
        var copy = new Document();
        try
        {
            copy.ApplyStoredUpdate(checkpoint.State.Span);
            copy.RetryPending();
        }
        catch (Exception exception)
        {
            // Whatever it is: those bytes must not take the place of any others.
            return $"it cannot be read: {exception.Message}";
        }

        return !copy.GetStateVector().Equals(document.GetStateVector()) ? "the state vector is another"
            : !copy.GetDeleteSet().Equals(document.GetDeleteSet()) ? "other items are deleted"
            : copy.GetContentDigest() != document.GetContentDigest() ? "the content is another"
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "{Document}: a checkpoint at {Sequence} does not read back as the document ({Difference}); it is not written and the log is kept. Please report this")]
        public static partial void CheckpointDiffers(ILogger logger, DocumentName document, long sequence, string difference);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: no checkpoint was written; the log is kept")]
        public static partial void CheckpointFailed(ILogger logger, DocumentName document, Exception exception);
    }
}
