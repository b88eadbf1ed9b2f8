using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.Documents;
using Collab.Core.Tests.Sessions;
using Collab.Core.Types;
using Collab.Core.Undo;

namespace Collab.Core.Tests.Undo;

public class UndoManagerTests
{
    private readonly Document _document = new(new DocumentOptions { ClientId = new ClientId(1) });
    private readonly ManualTime _time = new();

    private YText Text => _document.GetText("t");

    [Fact]
    public void Changes_within_the_capture_timeout_are_one_step()
    {
        using var undo = new UndoManager(Text, new UndoManagerOptions { TimeProvider = _time });
        Text.Insert(0, "a");
        _time.Advance(TimeSpan.FromMilliseconds(499));
        Text.Insert(1, "b");
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Text.Insert(2, "c");
        Text.Insert(3, "d");
        undo.StopCapturing();
        Text.Insert(4, "e");

        var states = new List<string>();
        while (undo.Undo() is not null)
        {
            states.Add(Text.ToString());
        }

        Assert.Equal(["abcd", "ab", ""], states);
        Assert.True(undo.CanRedo);
        undo.Redo();
        undo.Redo();
        Assert.Equal("abcd", Text.ToString());
        StoreInvariants.Check(_document);
    }

    [Fact]
    public void What_others_did_stays()
    {
        var other = new Document(new DocumentOptions { ClientId = new ClientId(2) });
        using var undo = new UndoManager(Text);
        Text.Insert(0, "mine");
        other.ApplyUpdate(_document.EncodeStateAsUpdate());
        other.GetText("t").Insert(2, "|theirs|");
        _document.ApplyUpdate(other.EncodeStateAsUpdate(), "network");

        undo.Undo();

        Assert.Equal("|theirs|", Text.ToString());
        undo.Redo();
        Assert.Equal("mi|theirs|ne", Text.ToString());
    }

    [Fact]
    public void Only_tracked_origins_and_types_of_origins_are_undone()
    {
        using var undo = new UndoManager(
            Text, new UndoManagerOptions { TrackedOrigins = ["editor", typeof(Version)], CaptureTimeout = TimeSpan.Zero });
        Text.Insert(0, "untracked ");
        _document.Transact(_ => Text.Insert(0, "other "), "other");
        _document.Transact(_ => Text.Insert(0, "editor "), "editor");
        _document.Transact(_ => Text.Insert(0, "version "), new Version(1, 0));

        Assert.Equal(2, undo.UndoStack.Count);
        undo.Undo();
        undo.Undo();

        Assert.Equal("other untracked ", Text.ToString());
        undo.AddTrackedOrigin("other");
        _document.Transact(_ => Text.Insert(0, "x"), "other");
        Assert.True(undo.CanUndo);
        undo.RemoveTrackedOrigin("other");
        _document.Transact(_ => Text.Insert(0, "x"), "other");
        Assert.Single(undo.UndoStack);
    }

    [Fact]
    public void Only_what_lies_in_the_scope_is_undone()
    {
        var map = _document.GetMap("m");
        var nested = map.SetType<YArray>("list");
        using var undo = new UndoManager([nested, Text], new UndoManagerOptions { CaptureTimeout = TimeSpan.Zero });

        _document.Transact(_ =>
        {
            map.Set("key", 1);
            nested.InsertType<YText>(0).Insert(0, "deep");
            Text.Insert(0, "text");
        });
        map.Set("key", 2);

        Assert.Single(undo.UndoStack);
        undo.Undo();
        Assert.Equal("{\"list\":[],\"key\":2}", map.ToJson().ToJson());
        Assert.Equal("", Text.ToString());
        undo.AddToScope(map);
        map.Set("key", 3);
        undo.Undo();
        Assert.Equal((Any)2, map["key"]);
    }

    [Fact]
    public void A_deleted_type_comes_back_with_all_that_was_in_it()
    {
        var map = _document.GetMap("m");
        using var undo = new UndoManager(map, new UndoManagerOptions { CaptureTimeout = TimeSpan.Zero });
        var list = map.SetType<YArray>("list");
        list.Push(1, "two", true);
        var text = list.InsertType<YText>(3);
        text.Insert(0, "rich", [KeyValuePair.Create("bold", (Any)true)]);
        list.InsertElement(4, "p").SetAttribute("class", "x");
        var before = map.ToJson();

        map.Delete("list");
        undo.Undo();

        Assert.Equal(before, map.ToJson());
        Assert.NotSame(list, map.Get<YArray>("list"));
        Assert.Equal(
            "[{\"insert\":\"rich\",\"attributes\":{\"bold\":true}}]",
            map.Get<YArray>("list")!.Get<YText>(3)!.ToDeltaJson().ToJson());
        StoreInvariants.Check(_document);
    }

    [Fact]
    public void Steps_that_nothing_is_left_of_are_passed_over()
    {
        using var undo = new UndoManager(Text, new UndoManagerOptions { CaptureTimeout = TimeSpan.Zero });
        Text.Insert(0, "kept");
        Text.Insert(4, "gone");
        _document.Transact(_ => Text.Delete(4, 4), "somebody else");

        Assert.NotNull(undo.Undo());

        Assert.Equal("", Text.ToString());
        Assert.Null(undo.Undo());
    }

    [Fact]
    public void Filters_decide_what_is_captured_and_what_may_be_deleted()
    {
        var fragment = _document.GetXmlFragment("x");
        using var undo = new UndoManager(fragment, new UndoManagerOptions
        {
            CaptureTimeout = TimeSpan.Zero,
            CaptureTransaction = transaction => !transaction.Meta.ContainsKey("skip"),
            DeleteFilter = item => item.Type is not YXmlElement { NodeName: "title" },
        });
        fragment.InsertElement(0, "title");
        fragment.InsertElement(1, "p");
        _document.Transact(transaction =>
        {
            transaction.Meta["skip"] = true;
            fragment.InsertElement(2, "b");
        });

        Assert.Equal(2, undo.UndoStack.Count);
        undo.Undo();
        undo.Undo();

        Assert.Equal("<title></title><b></b>", fragment.ToString());
    }

    [Fact]
    public void Steps_carry_notes_and_are_announced()
    {
        using var undo = new UndoManager(Text, new UndoManagerOptions { TimeProvider = _time });
        var log = new List<string>();
        undo.StackItemAdded += happened =>
        {
            happened.StackItem.Meta["cursor"] = Text.Length;
            log.Add($"added {happened.Stack} by {happened.Origin ?? "nobody"}");
        };
        undo.StackItemUpdated += happened => log.Add($"updated {happened.Stack}, {happened.ChangedTypes.Single() == Text}");
        undo.StackItemPopped += happened =>
            log.Add($"popped {happened.Stack} at {happened.StackItem.Meta["cursor"]}, {happened.ChangedTypes.Single() == Text}");
        undo.StackCleared += cleared => log.Add($"cleared {cleared.Undo} {cleared.Redo}");

        Text.Insert(0, "ab");
        Text.Insert(2, "c");
        undo.Undo();
        Text.Insert(0, "x");
        undo.Clear();
        undo.Clear();

        Assert.Equal(
            [
                "added Undo by nobody", "updated Undo, True", $"added Redo by {undo}", "popped Undo at 2, True",
                "cleared False True", "added Undo by nobody", "cleared True True",
            ],
            log);
    }

    [Fact]
    public void What_can_be_undone_is_not_collected_until_it_is_cleared()
    {
        using var undo = new UndoManager(Text, new UndoManagerOptions { CaptureTimeout = TimeSpan.Zero });
        _document.Transact(_ => Text.Insert(0, "secret"), "untracked");

        Text.Delete(0, 6);
        var kept = _document.EncodeStateAsUpdate().AsSpan().IndexOf("secret"u8) >= 0;
        undo.Clear();
        Text.Insert(0, "x");
        undo.Undo();

        Assert.True(kept);
        Assert.Equal("", Text.ToString());
        undo.Redo();
        Assert.Equal("x", Text.ToString());
    }

    [Fact]
    public void An_observer_may_undo_but_a_transaction_may_not()
    {
        using var undo = new UndoManager(Text, new UndoManagerOptions { CaptureTimeout = TimeSpan.Zero });
        Text.Insert(0, "a");
        Text.Observe((_, transaction) =>
        {
            if (transaction.Origin is "undo that")
            {
                undo.Undo();
            }
        });

        Assert.Throws<InvalidOperationException>(() => _document.Transact(_ => undo.Undo()));
        _document.Transact(_ => Text.Insert(1, "b"), "undo that");

        Assert.Equal("b", Text.ToString());
        Assert.True(undo.CanRedo);
        undo.Redo();
        Assert.Equal("ab", Text.ToString());
    }

    [Fact]
    public void What_an_observer_of_an_undo_changes_is_redone_with_it()
    {
        var lengths = _document.GetMap("m");
        using var undo = new UndoManager([Text, lengths], new UndoManagerOptions { CaptureTimeout = TimeSpan.Zero });
        Text.Observe((_, transaction) =>
        {
            if (transaction.Origin == undo)
            {
                lengths.Set("n", Text.Length);
            }
        });
        Text.Insert(0, "a");
        Text.Insert(1, "b");
        var states = new List<string>();

        undo.Undo();
        AddState();
        undo.Undo();
        AddState();
        undo.Redo();
        AddState();
        undo.Redo();
        AddState();

        // What Yjs 13.6.33 does.
        Assert.Equal(["1 2 a 1", "0 4  0", "1 3  1", "3 2 a 1"], states);

        void AddState() => states.Add($"{undo.UndoStack.Count} {undo.RedoStack.Count} {Text} {lengths["n"].AsNumber()}");
    }


    [Fact]
    public void A_disposed_manager_captures_nothing()
    {
        var undo = new UndoManager(_document);

        undo.Dispose();
        Text.Insert(0, "a");

        Assert.False(undo.CanUndo);
    }

    [Fact]
    public void A_scope_has_types_of_one_document()
    {
        Assert.Throws<ArgumentException>(() => new UndoManager([]));
        Assert.Throws<ArgumentException>(() => new UndoManager([Text, new Document().GetText("t")]));
    }
}
