using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions.Simulation;

/// <summary>A y-websocket client with a replica of its own, which checks what it is told.</summary>
internal sealed class SimulatedClient(
    ulong client, DurabilityMode durability, Random random, SimulatedStore store, Action<string> trace)
{
    private readonly List<byte[]> _updates = [];
    private readonly HashSet<int> _sent = [];

    /// <summary>Blocks that an earlier connection may still bring in: the server cannot know that they are this one's own.</summary>
    private readonly HashSet<int> _sentBefore = [];
    private readonly Dictionary<byte, (StateVector Blocks, DeleteSet Deletes)> _barriers = [];
    private SimulatedPeer? _peer;
    private byte[]? _heldBack;
    private bool _hasSentAll;
    private byte _barrier;
    private uint _awarenessClock;

    public ulong Id { get; private set; } = client;

    public Document Document { get; private set; } = New(client);

    /// <summary>What the server did wrong, where nobody would catch an exception.</summary>
    public string? Failure { get; private set; }

    public bool IsConnected => _peer is { HasEnded: false };

    /// <summary>Whether it has synced, and the server has told it that all of it is durable.</summary>
    public bool IsSaved => IsConnected && _hasSentAll && _barrier > 0 && _barriers.Count == 0;

    /// <summary>Makes the connection's server side, which somebody has to run.</summary>
    public SimulatedPeer Connect(int outboxBytes)
    {
        _sentBefore.UnionWith(_sent);
        _sent.Clear();
        _barriers.Clear();
        _barrier = 0;
        _heldBack = null;
        _hasSentAll = false;
        _peer = new SimulatedPeer($"client {Id}", random.Next(2) == 0, outboxBytes, CheckSent);
        _peer.Receive(YWebsocketFrame.Step1(Document.EncodeStateVector()));
        return _peer;
    }

    public void Disconnect()
    {
        trace($"{Id}: disconnects");
        _peer?.Cut(losesFrames: random.Next(2) == 0);
        _peer = null;
    }

    /// <summary>Goes on as another Yjs client with the same content, as a page that was loaded again.</summary>
    public void Become(ulong newId)
    {
        trace($"{Id}: is now {newId}");
        Disconnect();
        var document = New(newId);
        document.ApplyUpdate(Document.EncodeStateAsUpdate());
        (Id, Document) = (newId, document);
        _updates.Clear();
        _sent.Clear();
    }

    public void Edit()
    {
        var update = Document.TransactAndEncode(_ =>
        {
            var text = Document.GetText("text");
            if (text.Length > 4 && random.Next(3) == 0)
            {
                text.Delete(random.Next(text.Length - 3), random.Next(1, 4));
            }
            else
            {
                text.Insert(random.Next(text.Length + 1), new string((char)('a' + (Id % 26)), random.Next(1, 20)));
            }
        });
        if (update is null || !IsConnected)
        {
            return;
        }

        _updates.Add(update);
        if (_heldBack is null && random.Next(8) == 0)
        {
            trace($"{Id}: edits, and holds it back");
            _heldBack = update;
            return;
        }

        SendUpdate(update);
        if (random.Next(3) == 0)
        {
            SendHeldBack();
        }
    }

    public void Repeat()
    {
        if (_updates.Count > 0)
        {
            SendUpdate(_updates[random.Next(_updates.Count)]);
        }
    }

    /// <summary>Asks to be told when all that it has is durable.</summary>
    public void AskWhenSaved()
    {
        if (!IsConnected || !_hasSentAll || _barrier == byte.MaxValue)
        {
            return;
        }

        SendHeldBack();
        _barriers[++_barrier] = (Document.GetStateVector(), Document.GetDeleteSet());
        trace($"{Id}: barrier {_barrier}");
        _peer!.Receive(YWebsocketFrame.Barrier([_barrier]));
    }

    public void AskForState() => _peer?.Receive(YWebsocketFrame.Step1(Document.EncodeStateVector()));

    public void MoveCursor() => _peer?.Receive(FakePeer.Awareness(Id, ++_awarenessClock, $$"""{"at":{{_awarenessClock}}}"""));

    public void QueryAwareness() => _peer?.Receive(new byte[] { (byte)MessageType.QueryAwareness });

    /// <summary>Reads one frame, if there is any.</summary>
    public bool Read()
    {
        if (_peer is null || !_peer.TryRead(out var frame))
        {
            return false;
        }

        var offset = 0;
        Assert.True(YWebsocketFrame.TryRead(frame, ref offset, out var message));
        switch (message.Kind)
        {
            case InboundKind.SyncStep1:
                SendUpdate(Document.EncodeStateAsUpdate(StateVector.Decode(message.Payload.Span)), YWebsocketFrame.Step2);
                _hasSentAll = true;
                break;
            case InboundKind.SyncStep2 or InboundKind.SyncUpdate:
                trace($"{Id}: gets {message.Kind} {Describe(message.Payload)}");
                Document.ApplyUpdate(message.Payload.Span);
                break;
            case InboundKind.Barrier:
                HearSaved(message.Payload.Span[0]);
                break;
        }

        return true;
    }

    private static Document New(ulong client) => new(new DocumentOptions { ClientId = new ClientId(client) });

    private void SendHeldBack()
    {
        if (_heldBack is { } update)
        {
            _heldBack = null;
            SendUpdate(update);
        }
    }

    private void SendUpdate(byte[] update) => SendUpdate(update, YWebsocketFrame.Update);

    private void SendUpdate(byte[] update, SpanWriter frame)
    {
        if (IsConnected)
        {
            trace($"{Id}: sends {Describe(update)}");
            _sent.UnionWith(OwnBlocks(update));
            _peer!.Receive(frame(update));
        }
    }

    private IEnumerable<int> OwnBlocks(ReadOnlyMemory<byte> update) =>
        SimulatedStore.BlocksOf(update).Where(block => block.Client == Id).Select(block => block.Clock);

    /// <summary>What a client wrote itself comes back to it only when it is durable: it takes that as the acknowledgement.</summary>
    private void CheckSent(ReadOnlyMemory<byte> frame)
    {
        var offset = 0;
        if (!YWebsocketFrame.TryRead(frame, ref offset, out var message))
        {
            return;
        }

        if (message.Kind == InboundKind.SyncStep1 && durability == DurabilityMode.CommitFirst)
        {
            CheckSeen(Replica.Lacks(store.Durable, StateVector.Decode(message.Payload.Span), DeleteSet.Empty));
        }

        if (message.Kind is InboundKind.SyncStep2 or InboundKind.SyncUpdate)
        {
            trace($"{Id}: is sent {message.Kind} {Describe(message.Payload)}");
            var early = OwnBlocks(message.Payload)
                .Where(clock => _sent.Contains(clock) && !_sentBefore.Contains(clock) && !store.HasBlock(Id, clock));
            if (early.Any())
            {
                Failure ??= $"{Id} got its own blocks {string.Join(' ', early)} back before they were durable";
            }

            if (durability == DurabilityMode.CommitFirst)
            {
                CheckSeen(store.Lacks(message.Payload));
            }
        }
    }

    /// <summary>What anybody may have seen is in the store already: no crash that follows can take it away.</summary>
    private void CheckSeen(string lost)
    {
        if (lost != "")
        {
            Failure ??= $"{Id} was shown what is not durable: {lost}";
        }
    }

    private void HearSaved(byte barrier)
    {
        trace($"{Id}: hears barrier {barrier}");
        Assert.True(_barriers.TryGetValue(barrier, out var saved), $"{Id} heard a barrier twice or without asking");
        var lost = Replica.Lacks(store.Durable, saved.Blocks, saved.Deletes);
        Assert.True(lost == "", $"{Id} was told that it is saved when it was not: {lost}");
        // It stands for all before it.
        foreach (var earlier in _barriers.Keys.Where(key => key <= barrier).ToList())
        {
            _barriers.Remove(earlier);
        }
    }

    private static string Describe(ReadOnlyMemory<byte> update) => Replica.Describe(SimulatedStore.BlocksOf(update));

    private delegate byte[] SpanWriter(ReadOnlySpan<byte> payload);
}
