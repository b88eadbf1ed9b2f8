using System.Globalization;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.Documents;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

public class ObservingTests
{
    private readonly Document _document = new(new DocumentOptions { ClientId = new ClientId(1) });

    [Fact]
    public void A_local_edit_tells_what_it_changed()
    {
        var array = _document.GetArray("a");
        array.Insert(0, 1, 2, 3);
        var deltas = new List<string>();
        array.Observe((change, transaction) =>
        {
            Assert.True(transaction.IsLocal);
            deltas.AddRange(change.Delta.Select(step => $"{step.Kind} {step.Length}"));
        });

        _document.Transact(_ =>
        {
            array.Delete(1);
            array.Push("x", "y");
        });

        Assert.Equal(["Retain 1", "Delete 1", "Retain 1", "Insert 2"], deltas);
    }

    [Fact]
    public void A_key_change_gives_the_old_value_even_if_it_is_collected_afterwards()
    {
        var map = _document.GetMap("m");
        map.SetType<YText>("text").Insert(0, "old");
        var text = map.Get<YText>("text");
        KeyChange? seen = null;
        map.Observe((change, _) => seen = change.Keys["text"]);

        map.Set("text", 5);

        Assert.Equal(new KeyChange(KeyAction.Update, Any.Undefined, text), seen);
    }

    [Fact]
    public void Deep_observers_are_told_of_nested_types_with_the_way_to_them_nearest_first()
    {
        var map = _document.GetMap("m");
        var list = map.SetType<YArray>("list");
        list.Push(0, 0);
        var text = list.InsertType<YText>(1);
        var told = new List<string>();
        map.ObserveDeep((changes, _) => told.AddRange(changes.Select(change => $"m {Any.FromArray([.. change.Path])}")));
        list.ObserveDeep((changes, _) => told.AddRange(changes.Select(change => $"list {Any.FromArray([.. change.Path])}")));
        list.Observe((_, _) => told.Add("list itself"));

        _document.Transact(_ =>
        {
            text.Insert(0, "deep");
            map.Set("key", 1);
        });

        Assert.Equal(["list [1]", "m []", "m [\"list\",1]"], told);
    }

    [Fact]
    public void A_type_that_comes_or_goes_with_the_transaction_did_not_change()
    {
        var map = _document.GetMap("m");
        var going = map.SetType<YText>("going");
        var told = 0;
        going.Observe((_, _) => told++);
        IReadOnlyCollection<SharedType>? changed = null;
        map.Observe((_, transaction) => changed = transaction.ChangedTypes);

        _document.Transact(_ =>
        {
            going.Insert(0, "x");
            map.Delete("going");
            map.SetType<YText>("new").Insert(0, "y");
        });

        Assert.Equal(0, told);
        Assert.Equal([map], changed);
    }

    [Fact]
    public void What_observers_change_is_told_afterwards()
    {
        var (text, log) = (_document.GetText("t"), _document.GetArray("log"));
        var told = new List<string>();
        text.Observe((change, _) =>
        {
            told.Add(change.TextDelta[0].Content.AsString());
            log.Push(told[^1]);
            told.Add("pushed");
        });
        log.Observe((change, _) => told.Add($"log {change.Delta[^1].Values[0].Value.AsString()}"));

        text.Insert(0, "abc");

        Assert.Equal(["abc", "pushed", "log abc"], told);
        StoreInvariants.Check(_document);
    }

    [Fact]
    public void An_observer_may_end_itself()
    {
        var text = _document.GetText("t");
        var told = 0;
        IDisposable? watch = null;
        watch = text.Observe((_, _) =>
        {
            told++;
            watch!.Dispose();
            watch.Dispose();
        });

        text.Insert(0, "a");
        text.Insert(0, "b");

        Assert.Equal(1, told);
    }

    [Fact]
    public void An_observer_that_throws_stops_no_other()
    {
        var text = _document.GetText("t");
        var told = 0;
        text.Observe((_, _) => throw new FormatException());
        text.ObserveDeep((_, _) => told++);

        Assert.Throws<FormatException>(() => text.Insert(0, "a"));

        Assert.Equal(1, told);
    }

    [Fact]
    public void What_was_not_asked_for_in_time_cannot_be_known()
    {
        var text = _document.GetText("t");
        YTextEvent? seen = null;
        text.Observe((change, _) => seen = change);

        text.Insert(0, "a");

        Assert.Throws<InvalidOperationException>(() => seen!.TextDelta);
        Assert.Throws<InvalidOperationException>(() => seen!.Delta);
    }

    [Fact]
    public void A_text_delta_has_formats_embeds_and_nested_types()
    {
        var text = _document.GetText("t");
        text.Insert(0, "plain");
        IReadOnlyList<TextOperation>? delta = null;
        text.Observe((change, _) => delta = change.TextDelta);
        var bold = new[] { KeyValuePair.Create("bold", (Any)true) };
        YMap? nested = null;

        _document.Transact(_ =>
        {
            text.Format(1, 2, bold);
            text.InsertEmbed(5, Any.FromObject(KeyValuePair.Create("image", (Any)"x")));
            nested = text.InsertType<YMap>(0);
        });

        Assert.Equal("Insert type | Retain 1 | Retain 2 bold | Retain 2 | Insert {\"image\":\"x\"}", string.Join(" | ", delta!.Select(
            step => step.Kind + " " + (step.Kind == TextOperationKind.Retain ? step.Length.ToString(CultureInfo.InvariantCulture)
                : step.Type is null ? step.Content.ToJson() : "type") + string.Concat(step.Attributes.Select(one => " " + one.Key)))));
        Assert.Same(nested, delta![0].Type);
    }

    [Fact]
    public void What_nests_in_a_root_that_nobody_has_declared_has_no_parent_to_show()
    {
        var inner = _document.GetMap("m").SetType<YMap>("k");
        var other = new Document();
        other.ApplyUpdate(_document.EncodeStateAsUpdate());
        var changed = new List<SharedType>();
        other.AfterTransaction += transaction => changed.AddRange(transaction.ChangedTypes);

        inner.Set("x", 1);
        other.ApplyUpdate(_document.EncodeStateAsUpdate());

        Assert.Null(Assert.Single(changed).Parent);
        Assert.Same(other.GetMap("m"), changed[0].Parent);
    }
}
