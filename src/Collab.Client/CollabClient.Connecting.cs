using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.Logging;

namespace Collab.Client;

/// <content>One connection after another, until the server closes for good or the client is stopped.</content>
public sealed partial class CollabClient
{
    private SyncSession? _session;

    /// <summary>A token that the server did not like was replaced by another one, and no connection lasted since.</summary>
    private bool _renewedInVain;
    private long? _renewedAt;

    /// <summary>The document was uploaded, and no connection lasted since.</summary>
    private bool _uploadedInVain;

    private async Task RunAsync(CancellationToken stop)
    {
        (_renewedInVain, _uploadedInVain) = (false, false);
        var backoff = new Backoff(_options.FirstRetry, _options.MaxRetry, _options.Random);
        try
        {
            while (true)
            {
                SetStatus(Status with { State = ConnectionState.Connecting, RetryAt = null });
                var (end, wasOnline) = await ConnectOnceAsync(stop);
                stop.ThrowIfCancellationRequested();
                if (wasOnline)
                {
                    backoff.Reset();
                }

                if (await IsOverAsync(end, backoff, stop))
                {
                    CloseForGood(end);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            CancelWaitingForOnline();
            SetStatus(new ConnectionStatus(ConnectionState.Offline));
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception, DocumentName);
            CloseForGood(new ConnectionEnd(CloseCodes.Abnormal, exception.Message));
        }
    }

    /// <summary>Decides what follows a connection's end, and waits or does what is due before the next.</summary>
    /// <returns>Whether there is no next.</returns>
    private async Task<bool> IsOverAsync(ConnectionEnd end, Backoff backoff, CancellationToken stop)
    {
        Log.Ended(_logger, DocumentName, end.Code, end.Reason);
        switch (end.Code)
        {
            case CloseCodes.Unauthorized when _options.TokenProvider is not null && !_renewedInVain:
                await RenewAsync(end, backoff, stop);
                return false;
            case CloseCodes.TooLarge when !_uploadedInVain:
                _uploadedInVain = true;
                return !await UploadAsync(backoff, stop);
            case var code when CloseCodes.IsFinal(code):
                return true;
            default:
                await PauseAsync(end, backoff, stop);
                return false;
        }
    }

    /// <summary>The next connection, with another token, is made at once; but not again and again, if tokens are hardly good for a moment.</summary>
    private async Task RenewAsync(ConnectionEnd end, Backoff backoff, CancellationToken stop)
    {
        var isRepeated = _renewedAt is { } at && _options.Time.GetElapsedTime(at) < _options.MaxRetry;
        (_renewedInVain, _renewedAt) = (true, _options.Time.GetTimestamp());
        if (isRepeated)
        {
            await PauseAsync(end, backoff, stop);
        }
    }

    private async Task PauseAsync(ConnectionEnd end, Backoff backoff, CancellationToken stop)
    {
        var pause = backoff.Next();
        SetStatus(new ConnectionStatus(ConnectionState.Offline)
        {
            CloseCode = end.Code,
            Reason = end.Reason,
            RetryAt = _options.Time.GetUtcNow() + pause,
        });
        await Task.Delay(pause, _options.Time, stop);
    }

    private async Task<(ConnectionEnd End, bool WasOnline)> ConnectOnceAsync(CancellationToken stop)
    {
        var session = new SyncSession(_replica, Awareness, _output);
        Access = null;
        var (opened, failure) = await OpenAsync(session, stop);
        if (opened is null)
        {
            return (failure!, false);
        }

        using var connection = opened;
        var wasOnline = false;
        session.Synced += () => wasOnline = true;
        Follow(session);
        try
        {
            await session.BeginAsync(stop);
            Volatile.Write(ref _session, session);
            return (await connection.RunAsync(stop), wasOnline);
        }
        finally
        {
            Volatile.Write(ref _session, null);
            await _replica.EndAsync();
            Awareness.End();
        }
    }

    private async Task<(ServerConnection? Connection, ConnectionEnd? Failure)> OpenAsync(SyncSession session, CancellationToken stop)
    {
        var (token, failure) = await GetTokenAsync(stop);
        return failure is not null
            ? (null, failure)
            : await ServerConnection.OpenAsync(_address.Socket, token, _options, session, stop);
    }

    private async Task<(string? Token, ConnectionEnd? Failure)> GetTokenAsync(CancellationToken stop)
    {
        if (_options.TokenProvider is not { } provider)
        {
            return (null, null);
        }

        try
        {
            return (await provider(stop), null);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            Log.NoToken(_logger, exception, DocumentName);
            return (null, new ConnectionEnd(CloseCodes.Abnormal, $"no token: {exception.Message}"));
        }
    }

    private void Follow(SyncSession session)
    {
        session.Synced += () =>
        {
            (_renewedInVain, _uploadedInVain) = (false, false);
            SetStatus(new ConnectionStatus(ConnectionState.Online));
        };
        session.Changed += () => _notifier.Raise(RemoteChanged);
        session.Refused += reason => _notifier.Raise(EditRefused, reason);
        session.StorageTold += isWell => _notifier.Raise(StorageChanged, isWell);
        session.AccessTold += right => TakeAccess(session, right);
    }

    /// <summary>An edit that crosses a change of rights may be refused without another word, and one that was refused may be taken now:
    /// a new connection offers all again, and its first refusal is always told.</summary>
    private void TakeAccess(SyncSession session, AccessRight right)
    {
        var before = Access;
        Access = right;
        if (right != before && session.IsSynced && (HasUnsavedChanges || _replica.Savings.IsRefused))
        {
            session.Leave("the rights have changed");
        }

        _notifier.Raise(AccessChanged, right);
    }

    /// <returns>Whether the server has stored the document; false: it would refuse it again.</returns>
    private async Task<bool> UploadAsync(Backoff backoff, CancellationToken stop)
    {
        while (true)
        {
            var (token, failure) = await GetTokenAsync(stop);
            var outcome = failure is null
                ? await UpdateUpload.SendAsync(_address.Http, token, await _replica.EncodeUnsavedAsync(stop), _options, stop)
                : UploadOutcome.Unreachable;
            if (outcome is UploadOutcome.Stored or UploadOutcome.Refused)
            {
                return outcome == UploadOutcome.Stored;
            }

            await PauseAsync(new ConnectionEnd(CloseCodes.TooLarge, "a large change waits to be uploaded"), backoff, stop);
        }
    }

    private void SendAwareness() => Volatile.Read(ref _session)?.SendAwareness();

    private void CloseForGood(ConnectionEnd end)
    {
        _replica.Savings.End(() => new CollabClosedException(end.Code, end.Reason));
        SetStatus(new ConnectionStatus(ConnectionState.Closed) { CloseCode = end.Code, Reason = end.Reason });
    }

    private void SetStatus(ConnectionStatus status)
    {
        lock (_lock)
        {
            if (_status == status)
            {
                return;
            }

            _status = status;
            foreach (var waiting in status.State is ConnectionState.Online or ConnectionState.Closed ? TakeWaitingForOnline() : [])
            {
                if (status.State == ConnectionState.Online)
                {
                    waiting.TrySetResult();
                }
                else
                {
                    waiting.TrySetException(new CollabClosedException(status.CloseCode ?? CloseCodes.Normal, status.Reason));
                }
            }
        }

        _notifier.Raise(StatusChanged, status);
    }

    private void CancelWaitingForOnline()
    {
        foreach (var waiting in TakeWaitingForOnline())
        {
            waiting.TrySetCanceled();
        }
    }

    private TaskCompletionSource[] TakeWaitingForOnline()
    {
        lock (_lock)
        {
            TaskCompletionSource[] taken = [.. _waitingForOnline];
            _waitingForOnline.Clear();
            return taken;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Document}: the connection ended with {Code} {Reason}")]
        public static partial void Ended(ILogger logger, DocumentName document, int code, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: no token could be had")]
        public static partial void NoToken(ILogger logger, Exception exception, DocumentName document);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Document}: the client failed and is closed")]
        public static partial void Failed(ILogger logger, Exception exception, DocumentName document);
    }
}
