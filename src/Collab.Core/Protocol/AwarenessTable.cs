using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Collab.Core.Codec;

namespace Collab.Core.Protocol;

/// <summary>The newest awareness state of each client of one document, which connection speaks for it, and what of it is still
/// to be sent on.</summary>
/// <remarks>
/// A client is bound to the connection that first brings a clock which this table did not send out itself: repeats of what it sent, which is
/// most of what comes, are dropped before. What others say of it, that it is gone included, is passed over: some send on what they heard.
/// A client's clock outlives its state: what is removed leaves its clock behind, or a late repeat would bring a ghost back.
/// Clocks of clients that are gone are forgotten when the table is full, oldest first.
/// What changed goes out when <see cref="Flush"/> is called, as one message for all who are up to date. Whoever is not has a
/// <see cref="AwarenessPlace"/>, and <see cref="Since"/> finds what it lacks.
/// </remarks>
public sealed class AwarenessTable(TimeProvider time, AwarenessLimits limits)
{
    /// <summary>y-protocols drops a client that was not renewed for this long.</summary>
    private static readonly TimeSpan OutdatedAfter = TimeSpan.FromSeconds(30);

    private const int MaxRemembered = 10_000;
    private const long Unsent = long.MaxValue;

    private readonly Dictionary<ClientId, AwarenessRow> _rows = [];
    private readonly Queue<ClientId> _gone = new();
    private readonly List<AwarenessRow> _unsent = [];
    private readonly List<AwarenessRow> _selected = [];
    private readonly Dictionary<AwarenessPlace, ReadOnlyMemory<byte>> _since = [];
    private readonly Lib0Writer _writer = new();
    private readonly AwarenessClaims _claims = new(limits.IdentityField);

    /// <summary>Bytes of the states of all clients that are there.</summary>
    private long _bytes;

    /// <summary>Counts the flushes.</summary>
    public long Version { get; private set; }

    /// <summary>Whether there is something to flush.</summary>
    public bool HasChanges => _unsent.Count > 0;

    /// <summary>Takes in what a peer sent. Repeats of what is known, which most of it is, cost a look-up each and nothing else.</summary>
    /// <returns>The version from which on the speaker has to be told again; its own, or a later one, if it has not. A client that
    /// comes back with a clock that was already used for its removal raises it when it hears of the removal (y-protocols awareness.js).</returns>
    /// <exception cref="MalformedUpdateException">The bytes end early or break a limit, or a new state is not JSON; what came
    /// before that was taken in.</exception>
    public long Apply(AwarenessSpeaker speaker, ReadOnlySpan<byte> update)
    {
        var tellFrom = Unsent;
        var reader = new AwarenessReader(update, limits);
        while (reader.TryRead(out var entry))
        {
            if (!_rows.TryGetValue(entry.Client, out var row))
            {
                if (!entry.IsRemoval)
                {
                    TakeIn(entry, new AwarenessRow(entry.Client), speaker);
                }
            }
            else if (entry.Clock > row.Clock || (entry.Clock == row.Clock && !row.IsGone && entry.IsRemoval))
            {
                TakeIn(entry, row, speaker);
            }
            else if (row.IsRemovedByServer && !entry.IsRemoval)
            {
                tellFrom = Math.Min(tellFrom, row.Version - 1);
            }
        }

        return tellFrom;
    }

    /// <returns>The connection that speaks for a client; null if none does.</returns>
    public AwarenessSpeaker? FindSpeaker(ClientId client) => _rows.GetValueOrDefault(client)?.Speaker;

    /// <summary>Removes the clients that a peer spoke for, each at its last clock: when its connection ends, or is not to be seen.</summary>
    public void RemoveSpeaker(AwarenessSpeaker speaker)
    {
        foreach (var row in speaker.Rows)
        {
            row.Speaker = null;
            if (row.IsGone)
            {
                Remember(row.Client);
            }
            else
            {
                Remove(row, row.Clock, byServer: true);
            }
        }

        speaker.Rows.Clear();
    }

    /// <summary>Removes everybody, as the document is closed.</summary>
    public void RemoveAll()
    {
        foreach (var speaker in _rows.Values.Select(row => row.Speaker).OfType<AwarenessSpeaker>().Distinct().ToList())
        {
            RemoveSpeaker(speaker);
        }
    }

    /// <summary>Begins a new version with all that changed since the last one.</summary>
    /// <returns>The message that tells of it, for all peers whose place was the version before.</returns>
    public ReadOnlyMemory<byte> Flush()
    {
        Version++;
        _since.Clear();
        foreach (var row in _unsent)
        {
            row.Version = Version;
        }

        var message = Encode(_unsent);
        _unsent.Clear();
        return message;
    }

    /// <summary>Finds what a peer lacks, in its newest state: removals, and clients that are there and were renewed lately.</summary>
    /// <returns>A message that all peers at that place share; empty if they lack nothing.</returns>
    public ReadOnlyMemory<byte> Since(AwarenessPlace place)
    {
        if (_since.TryGetValue(place, out var known))
        {
            return known;
        }

        Select(place);
        var message = _selected.Count == 0 ? default : Encode(_selected);
        _selected.Clear();
        return _since[place] = message;
    }

    /// <summary>As <see cref="Since"/>, for a host.</summary>
    public IReadOnlyList<AwarenessState> StatesSince(AwarenessPlace place)
    {
        Select(place);
        AwarenessState[] states =
        [
            .. _selected.Select(row => row.IsGone
                ? new AwarenessState(row.Client, null, null)
                : new AwarenessState(row.Client, row.Speaker?.Identity.Subject, Encoding.UTF8.GetString(row.State))),
        ];
        _selected.Clear();
        return states;
    }

    private void Select(AwarenessPlace place)
    {
        foreach (var row in _rows.Values)
        {
            var isNews = row.Version > place.Version;
            if (row.Version != Unsent && (row.IsGone ? isNews : (isNews || place.LacksAll) && !IsOutdated(row)))
            {
                _selected.Add(row);
            }
        }
    }

    private bool IsOutdated(AwarenessRow row) => time.GetElapsedTime(row.SeenAt) >= OutdatedAfter;

    private void TakeIn(in AwarenessEntry entry, AwarenessRow row, AwarenessSpeaker speaker)
    {
        if (!row.MaySpeak(speaker))
        {
            return;
        }

        if (entry.IsRemoval)
        {
            // It stays bound: who says goodbye and stays may come back.
            if (row.Speaker is not null)
            {
                Remove(row, entry.Clock, byServer: false);
            }

            return;
        }

        if (!ReferenceEquals(row.Speaker, speaker) && !HasRoom(speaker))
        {
            return;
        }

        CheckJson(entry.State);
        var state = _claims.Override(entry.State, speaker.Identity);
        var bytes = _bytes + state.Length - row.State.Length;
        if (bytes > limits.MaxBytes)
        {
            return;
        }

        Bind(row, speaker);
        _bytes = bytes;
        row.Set(entry.Clock, state, time.GetTimestamp());
        _rows.TryAdd(entry.Client, row);
        MarkUnsent(row);
    }

    /// <summary>Whether a connection may speak for one more client: for those that it took leave for, it may speak for others.</summary>
    private bool HasRoom(AwarenessSpeaker speaker)
    {
        if (speaker.Rows.Count >= limits.MaxClientsPerPeer && speaker.Rows.Find(row => row.IsGone) is { } gone)
        {
            speaker.Rows.Remove(gone);
            gone.Speaker = null;
            Remember(gone.Client);
        }

        return speaker.Rows.Count < limits.MaxClientsPerPeer;
    }

    private static void Bind(AwarenessRow row, AwarenessSpeaker speaker)
    {
        if (!ReferenceEquals(row.Speaker, speaker))
        {
            row.Speaker?.Rows.Remove(row);
            row.Speaker = speaker;
            speaker.Rows.Add(row);
        }
    }

    private void Remove(AwarenessRow row, ulong clock, bool byServer)
    {
        _bytes -= row.State.Length;
        row.Remove(clock, byServer);
        MarkUnsent(row);
        if (row.Speaker is null)
        {
            Remember(row.Client);
        }
    }

    private void MarkUnsent(AwarenessRow row)
    {
        if (row.Version != Unsent)
        {
            row.Version = Unsent;
            _unsent.Add(row);
        }
    }

    private ReadOnlyMemory<byte> Encode(List<AwarenessRow> rows)
    {
        _writer.Clear();
        _writer.WriteVarUint((ulong)rows.Count);
        foreach (var row in rows)
        {
            _writer.WriteVarUint(row.Client.Value);
            _writer.WriteVarUint(row.Clock);
            _writer.WriteVarBytes(row.IsGone ? "null"u8 : row.State);
        }

        return YWebsocketFrame.Awareness(_writer.WrittenSpan);
    }

    /// <summary>Clients parse what they are sent and stop at text that is not JSON, so nothing else is passed on.</summary>
    private void CheckJson(ReadOnlySpan<byte> state)
    {
        // The reader does not look at a string's bytes, and Yjs's own decoder throws on text that is not UTF-8.
        if (!Utf8.IsValid(state))
        {
            throw new MalformedUpdateException("awareness state is not UTF-8", 0);
        }

        var reader = new Utf8JsonReader(state, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            throw new MalformedUpdateException(
                $"awareness state is not JSON of at most {limits.MaxDepth} levels", exception.BytePositionInLine ?? 0);
        }
    }

    private void Remember(ClientId gone)
    {
        _gone.Enqueue(gone);
        while (_gone.Count > MaxRemembered)
        {
            if (_rows.TryGetValue(_gone.Dequeue(), out var row) && row.IsGone && row.Version != Unsent && row.Speaker is null)
            {
                _rows.Remove(row.Client);
            }
        }
    }
}
