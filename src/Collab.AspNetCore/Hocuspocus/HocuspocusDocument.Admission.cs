using Collab.AspNetCore.Access;
using Collab.AspNetCore.Filtering;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Hocuspocus;

// From a token into the session, and back in when the server had put the client out.
internal sealed partial class HocuspocusDocument
{
    private const string Denied = "permission-denied";

    private static readonly byte[] EmptyStep1 = YWebsocketFrame.Step1(StateVector.Empty.Encode());

    /// <summary>Has a token checked. Of those that come while one is being checked the last counts.</summary>
    private void Check(HocuspocusToken token)
    {
        lock (_lock)
        {
            _token = token;
            if (_link is null)
            {
                _waiting ??= new Queue<HocuspocusMessage>();
            }

            if (!_isChecking)
            {
                _isChecking = true;
                _checking = Task.Run(CheckTokensAsync);
            }
        }
    }

    private async Task CheckTokensAsync()
    {
        while (TryTakeToken(out var token))
        {
            try
            {
                await CheckAsync(token);
            }
            catch (OperationCanceledException) when (_left.IsCancellationRequested)
            {
                // The client has left, and with it what it still had to say here.
            }
        }

        // A socket that waits for its documents to end looks whether this one has.
        _socket.Wake(this);
    }

    private async Task CheckAsync(HocuspocusToken token)
    {
        var rechecks = _socket.Access.Live.Rechecks;
        var request = _socket.Describe(Name, token);
        var access = await _socket.AuthorizeAsync(request, token, _left.Token);
        if (access.Right == AccessRight.None)
        {
            Deny();
        }
        else if (!TryChangeAccess(request, access))
        {
            await JoinAsync(request, access);
        }

        if (Live is { } live)
        {
            await _socket.Access.Live.CatchUpAsync(live, rechecks, _left.Token);
        }
    }

    private bool TryTakeToken(out HocuspocusToken token)
    {
        lock (_lock)
        {
            token = _token ?? default;
            _isChecking = _token is not null && !_isGone;
            _token = null;
            return _isChecking;
        }
    }

    /// <summary>Keeps the client out; one that is in has to leave.</summary>
    private void Deny()
    {
        lock (_lock)
        {
            if (_peer is not null)
            {
                _link?.Leave();
                _peer.Close(PeerClose.Forbidden);
                return;
            }

            Drop();
            _outgoing.Enqueue(HocuspocusFrame.PermissionDenied(Denied));
        }

        _socket.Wake(this);
    }

    /// <returns>Whether the client is in the document, so that all that can change is what it may do there.</returns>
    private bool TryChangeAccess(AccessRequest request, DocumentAccess access) => Live?.TryReplace(request, access) == true;

    /// <summary>Changes what the client may do, if it is still in the session that was meant, which tells it.</summary>
    private bool SetAccess(HocuspocusPeer peer, DocumentAccess access)
    {
        lock (_lock)
        {
            if (_peer == peer)
            {
                _link?.SetAccess(access);
            }

            return _peer == peer;
        }
    }

    private async Task JoinAsync(AccessRequest request, DocumentAccess access)
    {
        var peer = new HocuspocusPeer(_socket.Id, _socket.Address, access, new Outbox(_socket.OutboxBytes, here => _socket.Wake(this, here)), SetAccess);
        var connected = await _socket.Sessions.ConnectAsync(Name, peer, CancellationToken.None);
        if (connected.Link is { } joined)
        {
            var link = new FilteredLink(joined, _socket.Filters, Name, peer);
            if (TryEnter(peer, link, new LiveConnection(_socket.Access, request, access, peer)))
            {
                await HandOverAsync(link);
            }
        }
        else
        {
            Refuse(connected.Refusal);
        }
    }

    private bool TryEnter(HocuspocusPeer peer, FilteredLink link, LiveConnection live)
    {
        lock (_lock)
        {
            if (_isGone)
            {
                link.Leave();
                peer.Outbox.Complete();
                return false;
            }

            (_peer, _link, _live, _isToldOut, _enteredAt) = (peer, link, live, false, _socket.Time.GetTimestamp());
            _outgoing.Enqueue(HocuspocusFrame.Authenticated(isReadOnly: peer.Access.Right < AccessRight.Write));
            _socket.Audience.Add(this);
            _socket.Access.Live.Add(live);
        }

        _socket.Wake(this);
        return true;
    }

    /// <summary>Gives the session what waited for it, until nothing does; from then on messages go there directly.</summary>
    private async Task HandOverAsync(FilteredLink link)
    {
        try
        {
            if (MustAsk())
            {
                // A provider that was put out knows nothing of the session's new beginning: it is given and asked for everything.
                await link.ReceiveAsync(EmptyStep1, _left.Token);
            }

            while (TryTakeWaiting(out var message))
            {
                await _socket.PassOnAsync(this, link, message, _left.Token);
            }
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The client has left, and with it what it still had to say here.
        }
    }

    private bool MustAsk()
    {
        lock (_lock)
        {
            if (!_isReopened)
            {
                return false;
            }

            _answers.Reopened();
            return _waiting?.Any(IsStep1) != true;
        }
    }

    private bool TryTakeWaiting(out HocuspocusMessage message)
    {
        message = default;
        lock (_lock)
        {
            if (_waiting?.TryDequeue(out message) != true)
            {
                _waiting = null;
                return false;
            }

            _socket.MessageWaits(-message.Body.Length);
            _answers.Received(message, reachesSession: true);
            return true;
        }
    }

    /// <summary>Tells a client that was let in, but not by the session, why.</summary>
    private void Refuse(PeerClose refusal)
    {
        lock (_lock)
        {
            Drop();
            if (refusal == PeerClose.Restarting)
            {
                _socket.LeftByRestart();
                return;
            }

            // One that was put out before has been told, and is only asked again.
            if (!_isToldOut)
            {
                _isToldOut = true;
                _outgoing.Enqueue(HocuspocusFrame.Close(refusal.Reason));
            }

            if (IsServersTrouble(refusal))
            {
                AskAgainLater();
            }
        }

        _socket.Wake(this);
    }

    /// <summary>Asks for the token after a while, which grows until the client stays in. Under the lock.</summary>
    private void AskAgainLater()
    {
        if (_enteredAt is { } at && _socket.Time.GetElapsedTime(at) > LastRetry)
        {
            _retry = FirstRetry;
        }

        var wait = _retry;
        _retry = _retry * 2 < LastRetry ? _retry * 2 : LastRetry;
        _asking = AskAfterAsync(wait, _asking);
    }

    private async Task AskAfterAsync(TimeSpan wait, Task before)
    {
        await before;
        await Task.Delay(wait, _socket.Time, _left.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            if (_isGone || _peer is not null)
            {
                return;
            }

            _outgoing.Enqueue(HocuspocusFrame.TokenRequest);
        }

        _socket.Wake(this);
    }

    private static bool IsStep1(HocuspocusMessage message) => IsSync(message, SyncMessageType.Step1);
}
