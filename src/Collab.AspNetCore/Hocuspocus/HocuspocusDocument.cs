using Collab.AspNetCore.Access;
using Collab.AspNetCore.Filtering;
using Collab.AspNetCore.WebSockets;
using Collab.Core;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>One of the documents on a Hocuspocus client's socket, from its first message until the client closes it.</summary>
/// <remarks>
/// Messages wait until the client's token was checked and the session has let it in; then they go there in the order they came. Whoever was
/// denied, or put out for good, is not heard until it brings another token. Where the trouble is the server's, the server asks for the
/// token itself after a while: a provider does nothing of its own once a document was closed, and its socket lives on.
/// </remarks>
internal sealed partial class HocuspocusDocument : IAsyncDisposable
{
    private const int MaxStateless = 256;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly HocuspocusDialect _socket;
    private readonly Queue<ReadOnlyMemory<byte>> _outgoing = new();
    private readonly AnswerCount _answers = new();
    private readonly CancellationTokenSource _left = new();
    private Queue<HocuspocusMessage>? _waiting = new();
    private HocuspocusToken? _token;
    private bool _isChecking;
    private Task _checking = Task.CompletedTask;
    private Task _asking = Task.CompletedTask;
    private HocuspocusPeer? _peer;
    private FilteredLink? _link;
    private LiveConnection? _live;
    private TimeSpan _retry = FirstRetry;
    private int _stateless;
    private long _repeats;
    private bool _isReopened;
    private bool _isGone;
    private bool _isToldOut;
    private long? _enteredAt;

    public HocuspocusDocument(HocuspocusDialect socket, ReadOnlyMemory<byte> address, DocumentName name)
    {
        _socket = socket;
        Address = address;
        Name = name;
    }

    /// <summary>What goes before each message.</summary>
    public ReadOnlyMemory<byte> Address { get; }

    public DocumentName Name { get; }

    /// <summary>Whether it stands in the socket's line of those that may have something to send; the socket's own note.</summary>
    public bool IsInLine { get; set; }

    /// <summary>Whether the client is neither in the document nor put out of it.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting is not null;
            }
        }
    }

    /// <summary>Whether the client is in the document, or on its way into it.</summary>
    public bool IsActive
    {
        get
        {
            lock (_lock)
            {
                return _peer is not null || _isChecking;
            }
        }
    }

    /// <summary>What the client may do here.</summary>
    public AccessRight Right
    {
        get
        {
            lock (_lock)
            {
                return _peer?.Access.Right ?? AccessRight.None;
            }
        }
    }

    /// <summary>How the client was let in; null while it is not in the document.</summary>
    private LiveConnection? Live
    {
        get
        {
            lock (_lock)
            {
                return _live;
            }
        }
    }

    /// <summary>Ends when no token is being checked any more, and all that waited for it is in the session.</summary>
    public Task Checking
    {
        get
        {
            lock (_lock)
            {
                return _checking;
            }
        }
    }

    /// <summary>Takes a message that is for the document itself.</summary>
    /// <returns>The session's link if it is to be passed on there; null if it waits, was dealt with, or is lost on one that was put out.</returns>
    /// <exception cref="Core.Codec.MalformedUpdateException">A token cannot be read.</exception>
    public FilteredLink? Receive(HocuspocusMessage message)
    {
        if (message.Type == HocuspocusMessageType.Auth)
        {
            Check(HocuspocusFrame.ReadToken(message.Body.Span));
            return null;
        }

        lock (_lock)
        {
            if (_waiting is { } waiting)
            {
                if (!_isChecking && IsUpdate(message) && !_socket.HasRoomFor(message.Body.Length))
                {
                    // It comes again: the step 2 that the client is asked for, once it is let in, has all it changed.
                    _answers.Received(message, reachesSession: false);
                    return null;
                }

                // Copied: what it came in with may be much larger, and it may wait for long.
                waiting.Enqueue(message with { Body = message.Body.ToArray() });
                _socket.MessageWaits(message.Body.Length);
                return null;
            }

            _answers.Received(message, reachesSession: _link is not null);
            return _link;
        }
    }

    /// <summary>Takes the next message for the client.</summary>
    public bool TryTake(out OutboundMessage message)
    {
        message = new OutboundMessage(Address, NextBody());
        return !message.Body.IsEmpty;
    }

    /// <summary>Sends a stateless message, if the client has the document open and not too many wait for it.</summary>
    public bool TrySendStateless(ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            if (_link is null || _stateless >= MaxStateless)
            {
                return false;
            }

            _stateless++;
            _outgoing.Enqueue(body);
        }

        _socket.Wake(this);
        return true;
    }

    /// <summary>Puts the client out of the session for what a message of it did.</summary>
    public void PutOut(PeerClose close)
    {
        lock (_lock)
        {
            _link?.Leave();
            _peer?.Close(close);
        }
    }

    /// <summary>Takes the client out of the document; what it sent before is handled first.</summary>
    public async ValueTask DisposeAsync()
    {
        Task work;
        lock (_lock)
        {
            work = Task.WhenAll(_checking, _asking);
            _isGone = true;
            _outgoing.Clear();
            Drop();
            LeaveSession();
        }

        await _left.CancelAsync();
        await work;
        _left.Dispose();
    }

    private ReadOnlyMemory<byte> NextBody()
    {
        HocuspocusPeer? peer;
        lock (_lock)
        {
            if (_outgoing.TryDequeue(out var own))
            {
                _stateless -= own.Span[0] == (byte)HocuspocusMessageType.Stateless ? 1 : 0;
                return own;
            }

            if (_repeats > 0)
            {
                _repeats--;
                return Applied;
            }

            peer = _peer;
        }

        while (peer is not null && peer.Outbox.TryTake(out var body))
        {
            var times = IsAnswer(body) ? _answers.Answered(body.Span[1] == 1) : 1;
            if (times > 0)
            {
                _repeats = times - 1;
                return body;
            }
        }

        return peer?.Ending is { } ending ? End(peer, ending) : default;
    }

    /// <summary>Tells the client that it was put out of the session, or ends the socket if the whole server stops.</summary>
    private ReadOnlyMemory<byte> End(HocuspocusPeer peer, PeerClose close)
    {
        lock (_lock)
        {
            if (_peer != peer)
            {
                return default;
            }

            LeaveSession();
            _isToldOut = true;
            if (close == PeerClose.Restarting)
            {
                _socket.LeftByRestart();
                return default;
            }

            if (IsServersTrouble(close))
            {
                AskAgainLater();
            }
        }

        return HocuspocusFrame.Close(close.Reason);
    }

    /// <summary>Lets go of the session and of what waits for it. Under the lock.</summary>
    private void LeaveSession()
    {
        if (_peer is not null)
        {
            _socket.Audience.Remove(this);
            _socket.Access.Live.Remove(_live!);
            _link?.Leave();
            _peer.Outbox.Complete();
        }

        (_peer, _link, _live, _isReopened) = (null, null, null, true);
    }

    /// <summary>Hears nothing but tokens from now on. Under the lock.</summary>
    private void Drop()
    {
        while (_waiting?.TryDequeue(out var message) == true)
        {
            _answers.Received(message, reachesSession: false);
            _socket.MessageWaits(-message.Body.Length);
        }

        _waiting = null;
        _isReopened = true;
    }

    private static ReadOnlyMemory<byte> Applied { get; } = YWebsocketFrame.SyncStatus(applied: true);

    private static bool IsUpdate(HocuspocusMessage message) => IsSync(message, SyncMessageType.Update);

    private static bool IsSync(HocuspocusMessage message, SyncMessageType type) =>
        message.Type == HocuspocusMessageType.Sync && message.Body.Length > 1 && message.Body.Span[1] == (byte)type;

    private static bool IsAnswer(ReadOnlyMemory<byte> body) => body.Span[0] == (byte)MessageType.SyncStatus;

    /// <summary>Whether the client cannot help it, and it may pass.</summary>
    private static bool IsServersTrouble(PeerClose close) => close.Code is 1011 or 4503 or 4504;
}
