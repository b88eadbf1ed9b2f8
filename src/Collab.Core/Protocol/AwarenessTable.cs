using System.Text.Json;
using System.Text.Unicode;
using Collab.Core.Codec;

namespace Collab.Core.Protocol;

/// <summary>The newest awareness state of each client of one document, and which peer speaks for it.</summary>
/// <remarks>
/// A client's clock outlives its state: what is removed leaves its clock behind, or a late repeat would bring a ghost back.
/// Clocks of clients that are gone are forgotten when the table is full, oldest first.
/// </remarks>
public sealed class AwarenessTable(TimeProvider time, AwarenessLimits limits)
{
    /// <summary>y-protocols drops a client that was not renewed for this long.</summary>
    private static readonly TimeSpan OutdatedAfter = TimeSpan.FromSeconds(30);

    private const int MaxRemembered = 10_000;

    private readonly Dictionary<ClientId, Row> _rows = [];
    private readonly Queue<ClientId> _gone = new();

    /// <summary>Takes in what a peer sent.</summary>
    /// <param name="speaker">The peer's own mark, compared by reference; <paramref name="principal"/> names who it acts for.</param>
    /// <param name="changed">Receives what is new and goes to every peer, the speaker too.</param>
    /// <param name="toSpeaker">Receives removals that the speaker has to hear: a client that comes back with a clock
    /// that was already used for its removal raises it when it is told of the removal (y-protocols awareness.js).</param>
    /// <exception cref="MalformedUpdateException">A new state is not JSON; what came before it has been taken in.</exception>
    public void Apply(
        object speaker,
        string? principal,
        IReadOnlyList<AwarenessEntry> entries,
        ICollection<AwarenessEntry> changed,
        ICollection<AwarenessEntry> toSpeaker)
    {
        var spokenFor = -1;
        foreach (var entry in entries)
        {
            var known = _rows.TryGetValue(entry.Client, out var row);
            var isNewer = !known || entry.Clock > row!.Entry.Clock;
            var isRemovalOfKnown = known && entry.Clock == row!.Entry.Clock && entry.IsRemoval && !row.Entry.IsRemoval;
            if (!isNewer && !isRemovalOfKnown)
            {
                if (known && row!.Entry.IsRemoval && !entry.IsRemoval && row.RemovedByServer)
                {
                    toSpeaker.Add(row.Entry);
                }

                continue;
            }

            if (known ? !row!.MaySpeak(speaker, principal) : entry.IsRemoval)
            {
                continue;
            }

            if (!entry.IsRemoval && !ReferenceEquals(row?.Speaker, speaker))
            {
                spokenFor = spokenFor < 0 ? CountOf(speaker) : spokenFor;
                if (spokenFor >= limits.MaxClientsPerPeer)
                {
                    continue;
                }

                spokenFor++;
            }

            CheckJson(entry.State.Span);
            // Kept beyond the frame that brought it, so the state is copied out of it.
            var kept = entry with { State = entry.State.ToArray() };
            _rows[entry.Client] = new Row(kept, entry.IsRemoval ? null : speaker, principal, time.GetTimestamp(), false);
            changed.Add(kept);
            if (kept.IsRemoval)
            {
                Remember(entry.Client);
            }
        }
    }

    /// <summary>Removes the clients that a peer spoke for, when its connection ends.</summary>
    /// <returns>The removals to tell the others, each at the client's last clock.</returns>
    public IReadOnlyList<AwarenessEntry> RemoveSpeaker(object speaker)
    {
        List<AwarenessEntry>? removed = null;
        foreach (var (client, row) in _rows)
        {
            if (ReferenceEquals(row.Speaker, speaker))
            {
                (removed ??= []).Add(new AwarenessEntry(client, row.Entry.Clock, "null"u8.ToArray()));
            }
        }

        foreach (var entry in removed ?? [])
        {
            _rows[entry.Client] = new Row(entry, null, null, time.GetTimestamp(), true);
            Remember(entry.Client);
        }

        return removed ?? [];
    }

    /// <summary>The states to tell a newcomer: of clients that are there and were renewed lately.</summary>
    public AwarenessUpdate? Current()
    {
        List<AwarenessEntry>? current = null;
        foreach (var row in _rows.Values)
        {
            if (!row.Entry.IsRemoval && time.GetElapsedTime(row.SeenAt) < OutdatedAfter)
            {
                (current ??= []).Add(row.Entry);
            }
        }

        return current is null ? null : new AwarenessUpdate(current);
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

    private int CountOf(object speaker) => _rows.Values.Count(row => ReferenceEquals(row.Speaker, speaker));

    private void Remember(ClientId gone)
    {
        _gone.Enqueue(gone);
        while (_gone.Count > MaxRemembered)
        {
            var oldest = _gone.Dequeue();
            if (_rows.TryGetValue(oldest, out var row) && row.Entry.IsRemoval)
            {
                _rows.Remove(oldest);
            }
        }
    }

    private sealed record Row(AwarenessEntry Entry, object? Speaker, string? Principal, long SeenAt, bool RemovedByServer)
    {
        /// <summary>Another connection may take a client over only if it acts for the same principal: nobody moves another's cursor.</summary>
        public bool MaySpeak(object speaker, string? principal) =>
            Speaker is null || ReferenceEquals(Speaker, speaker) || Principal == principal;
    }
}
