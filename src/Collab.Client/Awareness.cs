using System.Text;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Protocol;

namespace Collab.Client;

/// <summary>Who is there: a short-lived state of each client, such as a name and a cursor, as y-protocols' awareness keeps it.</summary>
/// <remarks>
/// <para>Nothing of it is stored. One's own state is told again every 15 s; another's is forgotten when it was not told for 30 s, and
/// all others' when the connection is lost.</para>
/// <para>Safe for several threads at once.</para>
/// </remarks>
public sealed class Awareness
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OutdatedAfter = TimeSpan.FromSeconds(30);

    // What is accepted of a server, which has limits of its own.
    private static readonly AwarenessLimits Limits = new() { MaxStateBytes = 1 << 20, MaxEntries = 1 << 20 };

    private readonly TimeProvider _time;
    private readonly Notifier _notifier;
    private readonly Action _ownChanged;
    private readonly Lock _lock = new();
    private readonly Dictionary<ClientId, Row> _others = [];
    private Row _own;

    /// <param name="ownChanged">Called when the own state is to be sent.</param>
    internal Awareness(ClientId id, TimeProvider time, Notifier notifier, Action ownChanged)
    {
        ClientId = id;
        _time = time;
        _notifier = notifier;
        _ownChanged = ownChanged;
        _own = new Row(0, Any.Null, time.GetTimestamp());
    }

    /// <summary>States came, changed or went; raised by the connection's loop, which waits meanwhile, or by whoever sets the own one.</summary>
    public event Action<AwarenessChange>? Changed;

    /// <summary>Which client the own state is of.</summary>
    public ClientId ClientId { get; }

    /// <summary>The own state; <see cref="Any.Null"/> while there is none, which is so at the beginning.</summary>
    public Any LocalState
    {
        get
        {
            lock (_lock)
            {
                return _own.State;
            }
        }
    }

    /// <summary>The states of all who are there now, the own one included.</summary>
    public IReadOnlyDictionary<ClientId, Any> States
    {
        get
        {
            lock (_lock)
            {
                var states = _others.Where(other => other.Value.IsThere)
                    .ToDictionary(other => other.Key, other => other.Value.State);
                if (_own.IsThere)
                {
                    states[ClientId] = _own.State;
                }

                return states;
            }
        }
    }

    /// <summary>Tells the others a new state of this client.</summary>
    /// <param name="state">Anything that JSON can say; bindings of editors read an object with <c>user</c> and <c>cursor</c>.
    /// <see cref="Any.Null"/>: this client is not there any more.</param>
    public void SetLocalState(Any state)
    {
        AwarenessChange change;
        lock (_lock)
        {
            change = Difference(_own.IsThere, state.Kind != AnyKind.Null, ClientId);
            _own = new Row(_own.Clock + 1, state, _time.GetTimestamp());
        }

        _ownChanged();
        Tell(change);
    }

    /// <summary>Changes one property of the own state.</summary>
    public void SetLocalStateField(string name, Any value)
    {
        ArgumentNullException.ThrowIfNull(name);
        var others = LocalState.Properties.Where(property => property.Key != name);
        SetLocalState(Any.FromObject([.. others, KeyValuePair.Create(name, value)]));
    }

    /// <summary>The own state as an update; null if nobody ever set one.</summary>
    internal byte[]? EncodeOwn()
    {
        var writer = new Lib0Writer();
        lock (_lock)
        {
            if (_own.Clock == 0)
            {
                return null;
            }

            writer.WriteVarUint(1);
            writer.WriteVarUint(ClientId.Value);
            writer.WriteVarUint(_own.Clock);
            writer.WriteVarString(_own.State.ToJson());
        }

        return writer.ToArray();
    }

    /// <summary>A connection begins: the server may have removed this client when the last one ended, at the clock it had then.</summary>
    internal void Begin()
    {
        lock (_lock)
        {
            Raise(_own.Clock);
        }
    }

    /// <summary>The connection is lost, and with it word of the others.</summary>
    internal void End()
    {
        AwarenessChange change;
        lock (_lock)
        {
            change = new AwarenessChange([], [], [.. _others.Where(other => other.Value.IsThere).Select(other => other.Key)]);
            _others.Clear();
        }

        Tell(change);
    }

    /// <summary>Takes in what the server sent.</summary>
    /// <exception cref="MalformedUpdateException">The bytes end early, or a state is not JSON.</exception>
    internal void Apply(ReadOnlySpan<byte> update)
    {
        var (added, updated, removed) = (new List<ClientId>(), new List<ClientId>(), new List<ClientId>());
        var mustAnswer = false;
        lock (_lock)
        {
            var reader = new AwarenessReader(update, Limits);
            while (reader.TryRead(out var entry))
            {
                if (entry.Client == ClientId)
                {
                    mustAnswer |= HearOfOneself(entry);
                    continue;
                }

                if (!_others.TryGetValue(entry.Client, out var known) || IsNews(entry, known))
                {
                    var row = new Row(entry.Clock, Parse(entry.State), _time.GetTimestamp());
                    _others[entry.Client] = row;
                    var list = (known.IsThere, row.IsThere) switch
                    {
                        (false, true) => added,
                        (true, true) => updated,
                        (true, false) => removed,
                        _ => null,
                    };
                    list?.Add(entry.Client);
                }
            }
        }

        if (mustAnswer)
        {
            _ownChanged();
        }

        Tell(new AwarenessChange(added, updated, removed));
    }

    /// <summary>Renews the own state and forgets others' when it is time.</summary>
    internal void Tick()
    {
        var now = _time.GetTimestamp();
        List<ClientId> gone;
        bool isRenewed;
        lock (_lock)
        {
            isRenewed = _own.IsThere && _time.GetElapsedTime(_own.ToldAt, now) >= RenewAfter;
            if (isRenewed)
            {
                Raise(_own.Clock);
            }

            gone = [.. _others.Where(other => other.Value.IsThere && _time.GetElapsedTime(other.Value.ToldAt, now) >= OutdatedAfter)
                .Select(other => other.Key)];
            foreach (var client in gone)
            {
                _others[client] = _others[client] with { State = Any.Null };
            }
        }

        if (isRenewed)
        {
            _ownChanged();
        }

        Tell(new AwarenessChange([], [], gone));
    }

    private static bool IsNews(in AwarenessEntry entry, Row known) =>
        entry.Clock > known.Clock || (entry.Clock == known.Clock && entry.IsRemoval && known.IsThere);

    private static AwarenessChange Difference(bool wasThere, bool isThere, ClientId client) => (wasThere, isThere) switch
    {
        (false, true) => new([client], [], []),
        (true, true) => new([], [client], []),
        (true, false) => new([], [], [client]),
        _ => new([], [], []),
    };

    private static Any Parse(ReadOnlySpan<byte> state)
    {
        try
        {
            return Any.ParseJson(Encoding.UTF8.GetString(state));
        }
        catch (FormatException)
        {
            throw new MalformedUpdateException("awareness state is not JSON", 0);
        }
    }

    /// <returns>Whether somebody said that this client is gone, which it is not.</returns>
    private bool HearOfOneself(in AwarenessEntry entry)
    {
        if (entry.IsRemoval && _own.IsThere && entry.Clock >= _own.Clock)
        {
            Raise(entry.Clock);
            return true;
        }

        return false;
    }

    private void Raise(ulong clock)
    {
        if (_own.Clock > 0)
        {
            _own = new Row(clock + 1, _own.State, _time.GetTimestamp());
        }
    }

    private void Tell(AwarenessChange change)
    {
        if (!change.IsEmpty)
        {
            _notifier.Raise(Changed, change);
        }
    }

    private readonly record struct Row(ulong Clock, Any State, long ToldAt)
    {
        public bool IsThere => State.Kind is not (AnyKind.Null or AnyKind.Undefined);
    }
}
