using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;
using Collab.Core.Types;
using Collab.Core.Undo;

namespace Collab.Core.Tests.Documents;

public class SubdocumentTests
{
    // Updates made with yjs 13.6.33 by client 1: map.set('one', doc); map.set('two', doc that is loaded everywhere, is not
    // collected and has meta {title: 'x'}); array.insert(0, [doc 'three']).
    private const string SetOne = "010101002901016d036f6e65036f6e65760000";
    private const string SetTwo =
        "010101012901016d0374776f0374776f760302676379086175746f4c6f616478046d6574617601057469746c6577017800";

    private const string InsertThree = "0101010209010161057468726565760000";

    private readonly Document _document = new(new DocumentOptions { ClientId = new ClientId(1) });
    private readonly List<string> _log = [];

    public static TheoryData<string> SessionNames =>
        [.. YjsSession.Sessions.Where(session => session.Name.StartsWith("subdocuments", StringComparison.Ordinal))
            .Select(session => session.Name)];

    private YMap Map => _document.GetMap("m");

    private YArray Array => _document.GetArray("a");

    [Fact]
    public void Embedded_documents_are_written_as_Yjs_writes_them()
    {
        var updates = new List<string>();
        _document.Update += (update, _) => updates.Add(Convert.ToHexStringLower(update));

        EmbedThree();

        Assert.Equal([SetOne, SetTwo, InsertThree], updates);
        Assert.Equal(["one", "two", "three"], _document.SubdocumentGuids);
        Assert.Equal(new ClientId(1), Map.GetDocument("one")!.ClientId);
    }

    [Fact]
    public void A_replica_makes_documents_of_what_it_receives()
    {
        EmbedThree();
        var other = new Document(new DocumentOptions { ClientId = new ClientId(2) });
        Listen(other);

        other.ApplyUpdate(_document.EncodeStateAsUpdate(), "network");

        var (one, two) = (other.GetMap("m").GetDocument("one")!, other.GetMap("m").GetDocument("two")!);
        Assert.Equal(["added one two three removed  loaded two by network"], _log);
        Assert.Equal((false, false, "one"), (one.ShouldLoad, one.AutoLoad, one.Guid));
        Assert.Equal((true, true, (Any)"x"), (two.ShouldLoad, two.AutoLoad, two.Meta["title"]));
        Assert.Equal(new ClientId(2), two.ClientId);
        Assert.Same(one, other.GetMap("m").GetDocument("one"));
        Assert.Same(other, one.ParentDocument);
        Assert.Null(other.GetMap("m").GetDocument("none"));
    }

    [Fact]
    public void Coming_and_going_is_told_once_and_ends_the_document()
    {
        Listen(_document);
        EmbedThree();
        var one = Map.GetDocument("one")!;
        one.Destroyed += _ => _log.Add("one destroyed");

        Map.Delete("one");
        Map.Set("two", 5);
        var passing = Named("four");
        _document.Transact(_ =>
        {
            Array.InsertDocument(1, passing);
            Array.Delete(1);
        });

        Assert.Equal(
            [
                "added one removed  loaded one by ", "added two removed  loaded two by ", "added three removed  loaded  by ",
                "added  removed one loaded  by ", "one destroyed", "added  removed two loaded  by ",
            ],
            _log);
        Assert.True(one.IsDestroyed && passing.IsDestroyed);
        Assert.Null(one.ParentDocument);
        Assert.Equal(["three"], _document.SubdocumentGuids);
    }

    [Fact]
    public void A_document_is_asked_for_once_and_replaced_when_it_is_destroyed()
    {
        EmbedThree();
        Listen(_document);
        var three = Array.GetDocument(0)!;

        three.Load();
        three.Load();
        three.Destroy();
        var next = Array.GetDocument(0)!;
        next.Load();

        Assert.Equal(
            ["added  removed  loaded three by ", "added three removed three loaded  by ", "added  removed  loaded three by "],
            _log);
        Assert.NotSame(three, next);
        Assert.True(three.IsDestroyed && !next.IsDestroyed);
        Assert.Equal(3, _document.Subdocuments.Count);
    }

    [Fact]
    public void Destroying_a_document_ends_what_is_embedded_in_it_and_its_undo_managers()
    {
        EmbedThree();
        var one = Map.GetDocument("one")!;
        using var undo = new UndoManager(_document);

        _document.Destroy();
        var steps = undo.UndoStack.Count;
        Map.Set("key", 1);

        Assert.True(_document.IsDestroyed && one.IsDestroyed);
        Assert.Equal(steps, undo.UndoStack.Count);
    }

    [Fact]
    public void An_undo_embeds_a_new_document_of_the_same_guid()
    {
        using var undo = new UndoManager(Map, new UndoManagerOptions { CaptureTimeout = TimeSpan.Zero });
        Map.SetDocument("two", Named("two", autoLoad: true));
        var first = Map.GetDocument("two");
        Map.Delete("two");

        undo.Undo();

        Assert.NotSame(first, Map.GetDocument("two"));
        Assert.Equal(("two", true), (Map.GetDocument("two")!.Guid, Map.GetDocument("two")!.AutoLoad));
    }

    [Fact]
    public void Only_a_document_with_a_guid_that_is_nowhere_else_can_be_embedded()
    {
        var one = Named("one");
        Map.SetDocument("one", one);

        Assert.Throws<InvalidOperationException>(() => Map.SetDocument("x", new Document()));
        Assert.Throws<InvalidOperationException>(() => Array.InsertDocument(0, one));
        Assert.Equal(1UL, _document.GetStateVector()[new ClientId(1)]);
    }

    [Theory, MemberData(nameof(SessionNames))]
    public void The_documents_are_those_whose_items_are_not_deleted(string name)
    {
        var document = YjsSession.Named(name).DocumentOfAllUpdates();

        var (map, array) = (document.GetMap("map"), document.GetArray("array"));
        var held = map.Keys.Select(map.GetDocument).Concat(Enumerable.Range(0, array.Count).Select(array.GetDocument));
        Assert.Equal(
            held.OfType<Document>().Select(held => held.Guid).Order(StringComparer.Ordinal),
            document.Subdocuments.Select(held => held.Guid).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_that_fails_while_it_is_given_up_does_not_stop_the_document_around_it()
    {
        var outer = new Document(new DocumentOptions { ClientId = new ClientId(2), Guid = "outer" });
        var inner = Named("inner");
        Array.InsertDocument(0, outer);
        outer.GetMap("m").SetDocument("k", inner);
        inner.Destroyed += _ => throw new InvalidOperationException("first");
        outer.AfterTransaction += _ => throw new InvalidOperationException("second");
        var told = 0;
        _document.Update += (_, _) => told++;

        var thrown = Assert.Throws<AggregateException>(() => Array.Delete(0));
        Array.Insert(0, 1);

        Assert.Equal(["first", "second"], thrown.Flatten().InnerExceptions.Select(one => one.Message));
        Assert.True(outer.IsDestroyed);
        Assert.Equal(2, told);
    }

    [Fact]
    public void One_whose_item_is_gone_can_be_destroyed_while_that_is_told()
    {
        var held = Named("one");
        Array.InsertDocument(0, held);
        Listen(_document);
        _document.Update += (_, _) => held.Destroy();

        Array.Delete(0);

        Assert.Empty(_document.Subdocuments);
        Assert.True(held.IsDestroyed);
        Assert.Equal(["added  removed one loaded  by "], _log);
    }

    private static Document Named(string guid, bool autoLoad = false, bool shouldLoad = true) =>
        new(new DocumentOptions { Guid = guid, AutoLoad = autoLoad, ShouldLoad = shouldLoad });

    private void EmbedThree()
    {
        Map.SetDocument("one", Named("one"));
        Map.SetDocument("two", new Document(new DocumentOptions
        {
            Guid = "two",
            AutoLoad = true,
            Gc = false,
            Meta = Any.FromObject(KeyValuePair.Create("title", (Any)"x")),
        }));
        Array.InsertDocument(0, Named("three", shouldLoad: false));
    }

    private void Listen(Document document) => document.SubdocumentsChanged += change => _log.Add(
        $"added {Guids(change.Added)} removed {Guids(change.Removed)} loaded {Guids(change.Loaded)} by {change.Transaction.Origin}");

    private static string Guids(IEnumerable<Document> documents) => string.Join(' ', documents.Select(one => one.Guid));
}
