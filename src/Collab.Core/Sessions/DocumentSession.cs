using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Sessions;

/// <summary>One open document: the only code that touches its state, one command at a time.</summary>
/// <remarks>
/// Whoever is not the loop posts a command; all private methods run on the loop and need no locks. What arrived while a turn
/// ran is one batch: one place in the commit and one broadcast, at once or after it. Updates are in <c>.Updates</c>, answers to
/// joiners and peers that fell behind in <c>.CatchUp</c>, awareness in <c>.Awareness</c>, what follows a commit in <c>.Commits</c>,
/// what peers may do in <c>.Access</c> and <c>.Refusals</c>, what tells that changes are saved in <c>.Acknowledgements</c>, checkpoints in <c>.Checkpoints</c>, how a document
/// that is not changed is kept in <c>.Resting</c>, the beginning and end of a session in <c>.Lifecycle</c>, <c>.Seeding</c> and <c>.Drain</c>, who of the host listens in <c>.Listeners</c>.
/// </remarks>
internal sealed partial class DocumentSession
{
    private const int MaxCommandsPerTurn = 1024;

    /// <summary>A turn with as many bytes is long enough: other sessions wait for it. As small updates they take a few milliseconds.</summary>
    private const int MaxBytesPerTurn = 32 * 1024;

    /// <summary>Connections that are written to on the session's thread after a turn: for a few that takes less than to wake others.</summary>
    private const int MaxWrittenHere = 4;

    /// <summary>Connections from which on they are written to in one go, which the next turn waits for.</summary>
    private const int MinBroadcast = 256;

    private readonly Inbox _inbox;

    /// <summary>The outboxes whose readers are to be woken when the turn is over.</summary>
    private readonly List<Outbox> _woken = [];

    private readonly SessionEnvironment _environment;
    private readonly DocumentSessionOptions _options;
    private readonly bool _commitFirst;
    private readonly CommitQueue _commits;
    private readonly DocumentLoader _loader;
    private readonly Compactor _compactor;
    private readonly ILogger _logger;
    private readonly List<PeerState> _peers = [];
    private readonly AwarenessTable _awareness;
    private readonly BatchRing _ring;
    private readonly Action<DocumentSession> _ended;
    private OpenedDocument _opened = new(new Document());

    /// <param name="ended">Called once, when the session has ended and before <see cref="Completion"/> completes.</param>
    public DocumentSession(
        DocumentName name,
        SessionEnvironment environment,
        CommitQueue commits,
        LoadedBudget budget,
        DocumentLoader loader,
        Compactor compactor,
        Action<DocumentSession> ended)
    {
        Name = name;
        _environment = environment;
        _options = environment.Options;
        _commitFirst = _options.Durability == DurabilityMode.CommitFirst;
        _commits = commits;
        _loader = loader;
        _compactor = compactor;
        _trigger = new CheckpointTrigger(_options, environment.Time);
        _logger = environment.Loggers.CreateLogger<DocumentSession>();
        _awareness = new AwarenessTable(environment.Time, _options.Awareness);
        _ring = new BatchRing(_options.RingBatches, _options.RingBytes);
        _inbox = new Inbox(environment.Scheduler);
        _loaded = budget.Enter(() => Post(Command.Of(CommandKind.Evict)));
        _ended = ended;
    }

    public DocumentName Name { get; }

    /// <summary>Ends when the session has; never faulted.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the loop: after the session can be found by whoever <c>ended</c> takes it from.</summary>
    public void Start() => Completion = _environment.Run(RunAsync);

    /// <summary>Hands a command to the loop. One that comes after the session's end is answered as such.</summary>
    /// <param name="mayRunHere">Whether a turn may run within this call, if none is under way.</param>
    public void Post(Command command, bool mayRunHere = false)
    {
        if (!_inbox.TryAdd(command, mayRunHere))
        {
            AnswerAfterEnd(command);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            if (await TryLoadAsync())
            {
                await RunTurnsAsync();
            }
        }
        catch (Exception exception)
        {
            // The state may be half changed: nothing is patched on, the next open reads the store again.
            Log.Failed(_logger, Name, exception);
            End(PeerClose.Failed);

            // Who waits for an answer had no part in it, and is served by the session that reads anew.
            _refusal = null;
        }

        await FinishAsync();
        _ended(this);
    }

    private async Task RunTurnsAsync()
    {
        while (!HasEnded)
        {
            await _inbox.WaitAsync();
            Task woken;
            try
            {
                RunTurn();
            }
            finally
            {
                woken = WakePeers();
            }

            await woken;
        }
    }

    private void RunTurn()
    {
        var bytes = 0;
        for (var left = MaxCommandsPerTurn;
            left > 0 && bytes < MaxBytesPerTurn && !HasEnded && _inbox.TryTake(out var command);
            left--)
        {
            bytes += command.Frames.Bytes.Length;
            Handle(command);
        }

        if (!HasEnded)
        {
            FinishBatch();
        }
    }

    private void Handle(in Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.Join:
                Join((JoinRequest)command.Argument!);
                break;
            case CommandKind.Leave when command.Peer!.Parked is not null:
                command.Peer.LeavesAfterParked = true;
                break;
            case CommandKind.Leave:
                Leave(command.Peer!);
                break;
            case CommandKind.Frames when command.Peer!.IsClosing:
                command.Peer.ReturnCredits(command.Frames);
                break;
            case CommandKind.Frames:
                Receive(command.Peer!, new ParkedFrames(command.Frames, 0, (string?)command.Argument));
                break;
            case CommandKind.Access:
                SetAccess(command.Peer!, (DocumentAccess)command.Argument!);
                break;
            case CommandKind.Host when _stopping && ((HostCall)command.Argument!).Edits:
                // A host that edits on would keep the session from ever being durable.
                ((HostCall)command.Argument!).Fail(new StoreUnavailableException("the server stops"));
                break;
            case CommandKind.Host:
                RunHostCall((HostCall)command.Argument!);
                break;
            case CommandKind.Drained:
                OnDrained(command.Peer!);
                break;
            case CommandKind.Committed:
                OnCommitted((AppendResult)command.Argument!);
                break;
            case CommandKind.StoreFailing:
                OnStoreFailing();
                break;
            case CommandKind.Compacted:
                OnCompacted((CompactionResult)command.Argument!);
                break;
            case CommandKind.Reopened:
                OnReopened((OpenedDocument?)command.Argument);
                break;
            case CommandKind.Notified:
                OnNotified();
                break;
            case CommandKind.AwarenessTold:
                OnAwarenessTold();
                break;
            case CommandKind.Tick:
                OnTick();
                break;
            case CommandKind.Stop:
                OnStop((TimeSpan)command.Argument!);
                break;
            case CommandKind.Abandon:
                OnAbandon();
                break;
            case CommandKind.Delete:
                End(PeerClose.Deleted);
                break;
            case CommandKind.Evict:
                OnEvict();
                break;
            default:
                throw new InvalidOperationException($"unknown command {command.Kind}");
        }
    }

    private void Join(JoinRequest request)
    {
        if ((_stopping ? PeerClose.Restarting : WhyNotIn(request.Peer.Access)) is { } refusal)
        {
            request.Refuse(refusal);
            return;
        }

        if (_isSeeding)
        {
            _waitForSeed.Add(request);
            return;
        }

        _peers.Add(request.Peer);
        NoteExpiry(request.Peer.Access);
        _environment.Metrics.PeersChanged(1);
        request.Accept();
        Greet(request.Peer);
        TellFirstAccess(request.Peer);
        JoinAwareness(request.Peer);
        if (_storeFailing)
        {
            OweStatus(request.Peer);
        }
    }

    /// <summary>Sends the session's step 1, unless the peer's client counts on one for each of its own and on none before.</summary>
    private void Greet(PeerState peer)
    {
        if (peer.Peer.Acknowledgement == PeerAcknowledgement.SyncStatus)
        {
            return;
        }

        if (_commitFirst && _sequence > _durable)
        {
            peer.LacksGreeting = true;
            _waiting.Add(peer);
        }
        else
        {
            Send(peer, _frames.Greeting(_opened));
        }
    }

    private void Leave(PeerState peer)
    {
        if (peer.IsGone)
        {
            return;
        }

        peer.IsGone = true;
        _peers.Remove(peer);
        _environment.Metrics.PeersChanged(-1);
        _awareness.RemoveSpeaker(peer.Speaker);
        ForgetAuthor(peer);
        foreach (var parked in peer.Parked ?? [])
        {
            peer.ReturnCredits(parked.Frames);
        }

        peer.Parked = null;
        if (_peers.Count == 0)
        {
            _frames.Clear();
        }

        _emptySince = _environment.Time.GetTimestamp();
    }

    /// <summary>Handles the messages of frames; the first that is malformed costs its sender the connection, and no one else.</summary>
    private void Receive(PeerState peer, ParkedFrames received)
    {
        if (peer.IsGone)
        {
            // Its transport reads on, or it would never see the peer's answer to the close.
            peer.ReturnCredits(received.Frames);
            return;
        }

        if (peer.Parked is { } parked)
        {
            parked.Enqueue(received);
            return;
        }

        try
        {
            if (received.Refusal is { } reason)
            {
                RefuseForHost(peer, reason);
            }
            else if (!TryHandleMessages(peer, received.Frames, received.Offset))
            {
                return;
            }
        }
        catch (MalformedUpdateException exception)
        {
            Close(peer, PeerClose.Malformed(exception.Message));
        }
        catch (PendingLimitException exception)
        {
            Close(peer, PeerClose.TooLarge(exception.Message));
        }

        peer.ReturnCredits(received.Frames);
    }

    /// <returns>False if the frames had to be parked, because they hold an update and none are taken now.</returns>
    private bool TryHandleMessages(PeerState peer, ReceivedFrames frames, int offset)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            // Where it begins is the offset: the end of the one before, or where handling stopped.
            var frame = frames.Bytes[..frames.EndOf(i)];
            for (var start = offset; !peer.IsGone && YWebsocketFrame.TryRead(frame, ref offset, out var message); start = offset)
            {
                if (Writes(peer, message) && MustPark(peer))
                {
                    peer.Parked = new Queue<ParkedFrames>([new ParkedFrames(frames, start)]);
                    return false;
                }

                Handle(peer, message, frames.Bytes);
            }
        }

        return true;
    }

    private static bool Writes(PeerState peer, InboundMessage message) =>
        message.Kind is InboundKind.SyncStep2 or InboundKind.SyncUpdate
        && peer.Access.Right >= AccessRight.Comment
        && !message.Payload.Span.SequenceEqual(EmptyUpdate);

    /// <summary>Whether updates have to wait, whoever they come from: too much waits for the store, or somebody for all to be durable.</summary>
    /// <remarks>Fullness counts through the pause alone: other sessions' commits make room at any moment, and only a pause, which looks for
    /// room, takes up again what was parked.</remarks>
    private bool TakesNoUpdates()
    {
        PauseIfFull();
        return _pausedAt is not null || _parksForState;
    }

    /// <summary>Whether a peer's updates have to wait: also if it is owed a state that may hold none of its own blocks before they are
    /// durable, and would put that off for ever by writing on.</summary>
    private bool MustPark(PeerState peer) =>
        TakesNoUpdates()
        || (!_commitFirst && peer.LastSequence > _durable && (peer.WaitingStep1 is not null || peer.BehindFrom > 0));

    private void Handle(PeerState peer, InboundMessage message, ReadOnlyMemory<byte> received)
    {
        switch (message.Kind)
        {
            case InboundKind.SyncStep1:
                peer.WaitingStep1 = KeptBytes.Of(message.Payload, received.Length);
                peer.HasBeenAsked = false;
                _waiting.Add(peer);
                break;
            case InboundKind.SyncStep2 or InboundKind.SyncUpdate:
                var isTaken = TryApply(peer, message.Kind, message.Payload, received.Length);
                Acknowledge(peer, message.Kind, message.Payload, isTaken);
                break;
            case InboundKind.Awareness:
                ApplyAwareness(peer, message.Payload.Span);
                break;
            case InboundKind.QueryAwareness:
                OweAllAwareness(peer);
                break;
            case InboundKind.Barrier:
                ReceiveBarrier(peer, KeptBytes.Of(message.Payload, received.Length));
                break;
            default:
                Log.UnknownMessage(_logger, Name, peer.Peer.Id);
                break;
        }
    }

    /// <summary>Ends a turn: what it changed goes to the peers and into the commit.</summary>
    private void FinishBatch()
    {
        FinishRecording();
        ServeWaiting();
        FlushAwareness();
        SubmitCommit();
        CheckLifecycle();
    }

    /// <summary>Sends a frame that is small and comes once or rarely; if even that does not fit, the peer is not reading.</summary>
    private bool Send(PeerState peer, ReadOnlyMemory<byte> frame) =>
        peer.Peer.Outbox.TryAdd(new OutboundFrame(frame, 0), _woken);

    /// <summary>Has what the turn put into outboxes sent: where that is little, right here.</summary>
    /// <returns>Completes when it is time for the next turn.</returns>
    private Task WakePeers()
    {
        var woken = Task.CompletedTask;
        if (_woken.Count >= MinBroadcast && _environment.Scheduler == TaskScheduler.Default)
        {
            woken = new Broadcast(_woken).StartAsync();
        }
        else
        {
            var here = _woken.Count <= MaxWrittenHere;
            foreach (var outbox in _woken)
            {
                outbox.Wake(here);
            }
        }

        _woken.Clear();

        // With many peers it is better that one thread reads while another takes turns.
        _inbox.MayRunHere = _peers.Count <= MaxWrittenHere;
        return woken;
    }

    private void Close(PeerState peer, PeerClose close)
    {
        Log.Closing(_logger, Name, peer.Peer.Id, close.Code, close.Reason);
        peer.Peer.Close(close);
        Leave(peer);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Document} could not be read again, and stays in memory as it is")]
        public static partial void NotReopened(ILogger logger, DocumentName document, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "Session of {Document} failed; its peers are closed and it is read anew")]
        public static partial void Failed(ILogger logger, DocumentName document, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Document} could not be loaded; its peers are refused")]
        public static partial void LoadFailed(ILogger logger, DocumentName document, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "The store refused updates of {Document}; its peers are closed and it is read anew")]
        public static partial void AppendFailed(ILogger logger, DocumentName document, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Document} is also written by another process, whose changes show here only after a restart of the session")]
        public static partial void OtherWriters(ILogger logger, DocumentName document);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: {Clients} clients have written it, each of which costs bytes in every sync; from {Max} on no new ones may")]
        public static partial void ManyClients(ILogger logger, DocumentName document, int clients, int max);

        [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: peer {Peer} sent a message of an unknown type")]
        public static partial void UnknownMessage(ILogger logger, DocumentName document, string peer);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Document}: closing peer {Peer} with {Code} ({Reason})")]
        public static partial void Closing(ILogger logger, DocumentName document, string peer, int code, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: {Listener} failed; it was told nothing else of this")]
        public static partial void ListenerFailed(ILogger logger, DocumentName document, Type listener, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: {Bytes} bytes wait for the store ({InAll} of all documents); its writers are not read")]
        public static partial void Paused(ILogger logger, DocumentName document, long bytes, long inAll);
    }
}
