using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Interop.Tests.Engine;

/// <summary>
/// One seeded session: replicas of Yjs that edit by chance, and documents of the engine that do too. Each of the engine's
/// documents has a twin, a document of Yjs for which every call is repeated: it must make the same updates, raise the same
/// events and encode to the same bytes. Updates travel in any order, twice, merged, late, or as diffs; in the end all
/// replicas must show the same.
/// </summary>
internal sealed class CrossSession : IDisposable
{
    private const int Rounds = 12;
    private const int RoundsPerSync = 4;

    // Milliseconds: such a step of undo goes on until it is ended.
    private const double LongStep = 1e9;
    private static readonly string[] UndoCommands = ["undo", "undo", "undo", "redo", "redo", "stopCapturing"];

    private readonly YjsProcess _yjs;
    private readonly CrossFlavour _flavour;
    private readonly int _seed;
    private readonly Random _random;
    private readonly bool _isWatched;
    private readonly double _undo;
    private readonly int _peers;
    private readonly ulong[] _ids;
    private readonly EngineReplica[] _engines;
    private readonly CrossNetwork _network;

    public CrossSession(YjsProcess yjs, CrossFlavour flavour, int seed)
    {
        _yjs = yjs;
        _flavour = flavour;
        _seed = seed;
        _random = new Random(seed);
        _isWatched = seed % 2 == 0;
        _undo = !flavour.Undoes ? -1 : seed % 3 == 0 ? LongStep : 0;
        _peers = _random.Next(1, 5);
        _ids = ClientIds(_peers + _random.Next(1, 4));
        _engines =
        [
            .. _ids[_peers..].Select(id => new EngineReplica(NewDocument(new ClientId(id)), flavour, _isWatched, _undo)),
        ];
        _network = new CrossNetwork(_random, Replicas);
    }

    /// <summary>Edits made so far.</summary>
    public int Operations { get; private set; }

    /// <summary>Updates delivered so far.</summary>
    public int Deliveries { get; private set; }

    // Places: first the replicas of Yjs, then the engine's documents, with their twins at the same places of the other process.
    private int Replicas => _peers + _engines.Length;

    public async Task RunAsync()
    {
        await OpenAsync();
        for (var round = 1; round <= Rounds; round++)
        {
            await EditAsync();
            await ExchangeAsync(_network.SomeDeliveries());
            if (_random.Next(3) == 0)
            {
                await SyncPairAsync();
            }

            if (_random.Next(2) == 0)
            {
                await CompareTwinsAsync();
            }

            if (round % RoundsPerSync == 0)
            {
                await SyncAllAsync();
                await CompareAllAsync();
            }
        }

        await CompareUpdatesAsync();
    }

    public void Dispose()
    {
        foreach (var engine in _engines)
        {
            engine.Dispose();
        }
    }

    private async Task OpenAsync()
    {
        var roots = Message.Of([.. _flavour.Roots.Select(root => (root.Name, (Any)root.Kind))]);
        await _yjs.AskAsync("open", ("replicas", Message.List(_ids.Select((id, place) => Message.Of(
            ("clientId", id),
            ("roots", roots),
            ("gc", _flavour.Gc),
            ("flavour", _flavour.Name),
            ("seed", (_seed * 31) + place + 1),
            ("isTwin", place >= _peers),
            ("isWatched", _isWatched && place >= _peers),
            ("undo", place >= _peers ? _undo : -1))))));
    }

    private ulong[] ClientIds(int count)
    {
        var ids = new HashSet<ulong>();
        var width = _random.Next(4) switch { 0 => 6, 1 => 53, _ => 32 };
        while (ids.Count < count)
        {
            ids.Add((ulong)_random.NextInt64(1, 1L << width));
        }

        return [.. ids];
    }

    private Document NewDocument(ClientId clientId = default)
    {
        var document = new Document(new DocumentOptions { ClientId = clientId, Gc = _flavour.Gc });
        foreach (var (name, kind) in _flavour.Roots)
        {
            CrossContent.Root(document, name, kind);
        }

        return document;
    }

    private async Task EditAsync()
    {
        var told = new List<Any>();
        var made = new List<(int Place, byte[]? Update, Any Heard)>();
        for (var i = 0; i < _engines.Length; i++)
        {
            var transactions = new List<Any>();
            for (var count = _random.Next(8); count > 0; count--)
            {
                var (command, update) = EditEngine(_engines[i]);
                transactions.Add(command);
                made.Add((_peers + i, update, _engines[i].TakeHeard()));
            }

            told.Add(Any.FromArray(_peers + i, Message.List(transactions)));
        }

        var byChance = Enumerable.Range(0, _peers).Select(place => Any.FromArray(place, _random.Next(10)));
        var answer = await _yjs.AskAsync("edit", ("random", Message.List(byChance)), ("told", Message.List(told)));
        var expected = answer["told"].Items.SelectMany(updates => updates.Items).ToArray();
        for (var i = 0; i < made.Count; i++)
        {
            CrossAssert.SameBytes(expected[i].Items[0].AsArrayOrNull(), made[i].Update, "the update of a local transaction", told);
            CrossAssert.SameContent(expected[i].Items[1], made[i].Heard, "what observers heard of a local transaction");
            if (made[i].Update is { } update)
            {
                _network.Send(new CrossUpdate(made[i].Place, update, Updates.ConvertV1ToV2(update)));
            }
        }

        for (var place = 0; place < _peers; place++)
        {
            Operations += answer["random"].Items[place].Items.Count;
            SendAll(place, answer["random"].Items[place]);
        }
    }

    // One transaction, and how to tell the twin of it.
    private (Any Told, byte[]? Update) EditEngine(EngineReplica engine)
    {
        if (_flavour.Undoes && _random.Next(100) < 35)
        {
            var command = _random.GetItems(UndoCommands, 1)[0];
            Operations++;
            return (command, engine.Undo(command));
        }

        var commands = new List<Any>();
        var update = engine.Edit(() =>
        {
            for (var count = _random.Next(5) == 0 ? 4 : 1; count > 0; count--)
            {
                commands.Add(LocalEdits.Make(engine.Document, _flavour, _random));
                Operations++;
            }
        });
        return (Message.List(commands), update);
    }

    private void SendAll(int place, Any updates)
    {
        foreach (var update in updates.Items)
        {
            _network.Send(new CrossUpdate(place, update["v1"].AsArray(), update["v2"].AsArray()));
        }
    }

    private async Task ExchangeAsync(IReadOnlyList<(int Place, List<(int Version, byte[] Update)> Updates)> deliveries)
    {
        var answer = await _yjs.AskAsync("deliver", ("to", Message.List(deliveries.Select(delivery => Any.FromArray(
            delivery.Place,
            Message.List(delivery.Updates.Select(update => Any.FromArray(update.Version, Message.Bytes(update.Update)))))))));
        for (var i = 0; i < deliveries.Count; i++)
        {
            var (place, updates) = deliveries[i];
            Deliveries += updates.Count;
            SendAll(place, answer.Items[i]["own"]);
            for (var j = 0; place >= _peers && j < updates.Count; j++)
            {
                var echo = answer.Items[i]["echoes"].Items[j].Items;
                _engines[place - _peers].Receive(updates[j].Version, updates[j].Update, echo[0].AsArrayOrNull(), echo[1]);
            }
        }
    }

    // As two peers sync: one tells its state vector, the other sends what it lacks.
    private async Task SyncPairAsync()
    {
        var (from, to) = (_random.Next(Replicas), _random.Next(Replicas));
        var known = to >= _peers
            ? _engines[to - _peers].Document.EncodeStateVector()
            : (await ObserveAsync([to], withBytes: false))[0]["stateVector"].AsArray();
        var version = _random.Next(1, 3);
        var answer = await _yjs.AskAsync(
            "diff", ("of", Any.FromArray(Any.FromArray(from, version, Message.Bytes(known)))));
        var diff = answer.Items[0].AsArray();
        if (from >= _peers)
        {
            var (engine, vector) = (_engines[from - _peers].Document, StateVector.Decode(known));
            var own = version == 2 ? engine.EncodeStateAsUpdateV2(vector) : engine.EncodeStateAsUpdate(vector);
            CrossAssert.SameBytes(diff, own, $"a diff from a state vector (V{version})");
        }

        await ExchangeAsync([(to, [(version, diff)])]);
    }

    private async Task SyncAllAsync()
    {
        while (_network.HasWaiting)
        {
            await ExchangeAsync(_network.AllDeliveries());
        }
    }

    private async Task<IReadOnlyList<Any>> ObserveAsync(IEnumerable<int> places, bool withBytes)
    {
        var of = Message.List(places.Select(place => (Any)place));
        return (await _yjs.AskAsync("observe", ("of", of), ("bytes", withBytes))).Items;
    }

    private async Task CompareTwinsAsync()
    {
        var twins = await ObserveAsync(Enumerable.Range(_peers, _engines.Length), withBytes: true);
        for (var i = 0; i < _engines.Length; i++)
        {
            CrossAssert.SameAsTwin(twins[i], _engines[i].Document, _flavour);
        }
    }

    private async Task CompareAllAsync()
    {
        await CompareTwinsAsync();
        var shown = CrossContent.Of(_engines[0].Document, _flavour);
        var snapshot = _engines[0].Document.EncodeSnapshot();
        foreach (var engine in _engines.Select(replica => replica.Document))
        {
            Assert.False(engine.HasPending, "blocks wait although everything was delivered");
            CrossAssert.SameContent(shown, CrossContent.Of(engine, _flavour), "two documents of the engine");
            CrossAssert.SameBytes(snapshot, engine.EncodeSnapshot(), "snapshots of two documents of the engine");
        }

        foreach (var peer in await ObserveAsync(Enumerable.Range(0, _peers), withBytes: true))
        {
            Assert.False(peer["isPending"].AsBoolean(), "in Yjs blocks wait although everything was delivered");
            CrossAssert.SameContent(peer["content"], shown, "a replica of Yjs and the engine");
            CrossAssert.SameBytes(peer["snapshot"].AsArray(), snapshot, "snapshots of a replica of Yjs and of the engine");
            CompareLoaded(1, peer["stateV1"].AsArray(), shown, snapshot);
            CompareLoaded(2, peer["stateV2"].AsArray(), shown, snapshot);
        }

        CompareLoaded(1, _engines[0].Document.EncodeStateAsUpdate(), shown, snapshot);
    }

    private async Task CompareUpdatesAsync()
    {
        var updates = _network.Sent.Select(update => update.V1).OrderBy(_ => _random.Next()).ToArray();
        if (updates.Length == 0)
        {
            return;
        }

        var known = Updates.ReadStateVector(updates[0]);
        var expected = await _yjs.AskAsync(
            "updates",
            ("list", Message.List(updates.Select(Message.Bytes))),
            ("stateVector", Message.Bytes(known.Encode())));
        var merged = Updates.Merge([.. updates.Select(update => (ReadOnlyMemory<byte>)update)]);
        var mergedV2 = Updates.MergeV2([.. updates.Select(update => (ReadOnlyMemory<byte>)Updates.ConvertV1ToV2(update))]);
        Compare("merged", merged);
        Compare("mergedV2", mergedV2);
        Compare("converted", Updates.ConvertV1ToV2(merged));
        Compare("convertedV2", Updates.ConvertV2ToV1(mergedV2));
        Compare("diff", Updates.Diff(merged, known));
        Compare("diffV2", Updates.DiffV2(mergedV2, known));
        Compare("stateVector", Updates.ReadStateVector(merged).Encode());
        Compare("stateVectorV2", Updates.ReadStateVectorV2(mergedV2).Encode());
        CompareLoaded(1, merged, CrossContent.Of(_engines[0].Document, _flavour), _engines[0].Document.EncodeSnapshot());

        void Compare(string what, byte[] made) =>
            CrossAssert.SameBytes(expected[what].AsArray(), made, $"'{what}' of all updates");
    }

    private void CompareLoaded(int version, byte[] state, Any shown, byte[] snapshot)
    {
        var loaded = NewDocument();
        _ = version == 2 ? loaded.ApplyUpdateV2(state) : loaded.ApplyUpdate(state);
        Assert.False(loaded.HasPending, "blocks wait although the whole state was loaded");
        CrossAssert.SameContent(shown, CrossContent.Of(loaded, _flavour), "a document and another that loaded its state");
        CrossAssert.SameBytes(snapshot, loaded.EncodeSnapshot(), "the snapshots of a document and of another that loaded its state");
    }
}
