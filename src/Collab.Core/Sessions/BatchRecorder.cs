using System.Runtime.InteropServices;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>Gathers what the turns of a session's loop change until that is closed as a <see cref="Batch"/>.</summary>
/// <remarks>A batch of one update is that update, byte for byte. Several are encoded anew from the document, once for all peers, and by author for those
/// who wrote: that costs less than merging their bytes, and comes out smaller. Used again for every batch.</remarks>
internal sealed class BatchRecorder
{
    private readonly List<BatchPart> _parts = [];
    private readonly List<ReadOnlyMemory<byte>> _received = [];
    private readonly List<ReadOnlyMemory<byte>> _pending = [];
    private readonly RecordedChanges _scratch = new();
    private readonly Dictionary<object, BatchPart> _owners = [];
    private int _usedParts;
    private BatchPart? _hosts;
    private BatchPart? _anybodys;
    private ReadOnlyMemory<byte> _only;
    private int _onlyArrayBytes;
    private int _changes;

    /// <summary>Whether nothing was recorded since the last batch was closed.</summary>
    public bool IsEmpty => _received.Count == 0;

    /// <summary>The sequence of what was integrated; 0 while nothing was.</summary>
    public long ChangesSequence { get; private set; }

    /// <summary>Bytes of the updates as they came.</summary>
    public long ReceivedBytes { get; private set; }

    private ReadOnlySpan<BatchPart> Parts => CollectionsMarshal.AsSpan(_parts)[.._usedParts];

    /// <summary>Applies a peer's update to the document and notes what it changed.</summary>
    /// <param name="arrayBytes">The length of what came with the update in one array.</param>
    /// <param name="sequence">The document sequence so far; grows by the updates that the log will have more.</param>
    /// <exception cref="Codec.MalformedUpdateException">It is none, or breaks a limit; nothing changed.</exception>
    /// <exception cref="PendingLimitException">Too much would have to wait; nothing changed.</exception>
    public ApplyOutcome Apply(Document document, PeerState author, ReadOnlyMemory<byte> update, int arrayBytes, ref long sequence)
    {
        var part = author.Part ??= NextPart(author);

        // While anything is pending an update may release it, and what came free may be anybody's.
        var hadPending = document.HasPending;
        document.Recording = hadPending ? _scratch : part.Changes;
        var result = document.ApplyUpdate(update.Span, author);
        if (hadPending)
        {
            (result.Outcome == ApplyOutcome.Partial ? Anybodys() : part).Changes.Add(_scratch);
            _scratch.Clear();
        }

        if (result.Outcome != ApplyOutcome.Nothing)
        {
            Note(update, arrayBytes, result, ref sequence);
        }

        return result.Outcome;
    }

    /// <summary>Runs the host's edit as one transaction and notes what it changed.</summary>
    /// <returns>The bytes of its update; 0 if it changed nothing.</returns>
    /// <inheritdoc cref="Apply" path="/param[@name='sequence']"/>
    public int Edit(Document document, Action<Document> edit, ref long sequence)
    {
        _hosts ??= NextPart(null);
        document.Recording = _hosts.Changes;
        if (document.TransactAndEncode(_ => edit(document)) is not { } update)
        {
            return 0;
        }

        Note(update, update.Length, new ApplyResult { Outcome = ApplyOutcome.Whole }, ref sequence);
        return update.Length;
    }

    /// <summary>Closes the batch. <see cref="Split"/> can be asked until <see cref="Clear"/>.</summary>
    public Batch Close(Document document, long number, long sequence)
    {
        ReadOnlyMemory<byte> merged = _changes == 0 ? default
            : !_only.IsEmpty ? KeptBytes.Of(_only, _onlyArrayBytes)
            : Encode(document, static (_, _) => true, null);
        var log = new List<ReadOnlyMemory<byte>>(_pending.Count + 1);
        if (_changes > 0)
        {
            log.Add(merged);
        }

        log.AddRange(_pending);
        if (_usedParts > 1)
        {
            JoinInseparable();
        }

        return new Batch(number, sequence, merged, log);
    }

    /// <summary>Closes the batch of a session that has failed: with the updates as they came, as its document may be half changed.</summary>
    public Batch CloseAsReceived(long number, long sequence) => new(number, sequence, default, [.. _received]);

    /// <summary>Whether the batch just closed may hold blocks of a peer, which has to wait for them until they are durable.</summary>
    public bool MayHoldBlocksOf(PeerState peer)
    {
        foreach (var part in Parts)
        {
            if (!part.Changes.IsEmpty && MayHoldBlocksOf(part, peer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Divides the batch just closed into the update messages of what may, and what cannot, hold blocks of a peer; either may be empty.</summary>
    public (ReadOnlyMemory<byte> Own, ReadOnlyMemory<byte> Others) Split(Document document, Batch batch, PeerState peer)
    {
        var (own, others) = (false, false);
        foreach (var part in Parts)
        {
            var mayHold = MayHoldBlocksOf(part, peer);
            own |= mayHold && !part.Changes.IsEmpty;
            others |= !mayHold && !part.Changes.IsEmpty;
        }

        return !others ? (batch.Frame, default)
            : !own ? (default, batch.Frame)
            : (YWebsocketFrame.Update(Encode(document, MayHoldBlocksOf, peer)),
                YWebsocketFrame.Update(Encode(document, (part, other) => !MayHoldBlocksOf(part, other!), peer)));
    }

    /// <summary>Withholds from the batch just closed what peers offered before their step 1 was answered: it comes back to each alone. The
    /// answer will not bring it, since the client had it at its step 1 already.</summary>
    public void WithholdOffers(Document document, Batch batch)
    {
        foreach (var part in Parts)
        {
            if (part is { Author: { IsSubscribed: false } author, IsAnybodys: false } && !part.Changes.IsEmpty)
            {
                batch.Withheld.Add((author, _usedParts == 1
                    ? batch.Frame
                    : YWebsocketFrame.Update(Encode(document, static (other, peer) => other.Author == peer, author))));
            }
        }
    }

    /// <summary>Begins the next batch.</summary>
    public void Clear()
    {
        foreach (var part in Parts)
        {
            if (part.Author is { } author)
            {
                author.Part = null;
            }

            part.Clear();
        }

        _usedParts = _changes = 0;
        _hosts = _anybodys = null;
        _only = default;
        (ChangesSequence, ReceivedBytes) = (0, 0);
        _received.Clear();
        _pending.Clear();
    }

    private void Note(ReadOnlyMemory<byte> update, int arrayBytes, in ApplyResult result, ref long sequence)
    {
        _received.Add(update);
        ReceivedBytes += update.Length;
        if (result.PendingGrew)
        {
            _pending.Add(KeptBytes.Of(update, arrayBytes));
            sequence++;
        }

        if (result.Outcome != ApplyOutcome.PendingOnly)
        {
            ChangesSequence = _changes++ == 0 ? ++sequence : ChangesSequence;
            _only = _changes == 1 && result.Outcome == ApplyOutcome.Whole ? update : default;
            _onlyArrayBytes = arrayBytes;
        }
    }

    private BatchPart NextPart(PeerState? author)
    {
        if (_usedParts == _parts.Count)
        {
            _parts.Add(new BatchPart());
        }

        var part = _parts[_usedParts++];
        part.Author = author;
        return part;
    }

    private BatchPart Anybodys()
    {
        _anybodys ??= NextPart(null);
        _anybodys.IsAnybodys = true;
        return _anybodys;
    }

    /// <summary>What was changed is already in the log of the batch in which the peer's repetition came, or before it.</summary>
    private bool MayHoldBlocksOf(BatchPart part, PeerState? peer) =>
        part.IsAnybodys || part.Author == peer || ChangesSequence <= peer!.RepeatsUpTo;

    private byte[] Encode(Document document, Func<BatchPart, PeerState?, bool> takes, PeerState? peer)
    {
        if (_usedParts == 1)
        {
            return document.EncodeRecorded(_parts[0].Changes);
        }

        var taken = new List<RecordedChanges>(_usedParts);
        foreach (var part in Parts)
        {
            if (takes(part, peer))
            {
                taken.Add(part.Changes);
            }
        }

        return document.EncodeRecorded(CollectionsMarshal.AsSpan(taken));
    }

    /// <summary>Blocks of one client that came from several peers cannot be encoded apart once they have merged.</summary>
    private void JoinInseparable()
    {
        foreach (var part in Parts)
        {
            foreach (var (client, _) in part.Changes.Additions)
            {
                if (!_owners.TryAdd(client, part))
                {
                    _owners[client].IsAnybodys = part.IsAnybodys = true;
                }
            }
        }

        _owners.Clear();
    }
}
