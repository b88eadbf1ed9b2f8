using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

public class SnapshotTests
{
    private readonly Document _document = new(new DocumentOptions { ClientId = new ClientId(1), Gc = false });

    [Fact]
    public void A_past_state_can_be_restored_and_read()
    {
        var (text, array, map) = (_document.GetText("t"), _document.GetArray("a"), _document.GetMap("m"));
        text.Insert(0, "hello");
        array.Push(1, 2, 3);
        map.Set("key", "old");
        var past = Snapshot.Of(_document);
        text.Delete(1, 3);
        text.Insert(2, "!");
        array.Delete(1);
        array.Push(4);
        map.Set("key", "new");
        map.Set("other", 1);
        var state = _document.EncodeStateAsUpdate();

        var restored = past.CreateDocument(_document);

        Assert.Equal("hello", restored.GetText("t").ToString());
        Assert.Equal([1, 2, 3], array.ToArray(past));
        Assert.Equal([KeyValuePair.Create("key", (Any)"old")], map.GetEntries(past));
        Assert.False(map.TryGet("other", past, out _));
        Assert.Equal("hello", Assert.Single(text.ToDelta(past)).Insert.AsString());
        Assert.Equal(state, _document.EncodeStateAsUpdate());
    }

    [Fact]
    public void A_document_that_collects_what_is_deleted_has_no_past()
    {
        var document = new Document();

        Assert.Throws<InvalidOperationException>(() => Snapshot.Of(document).CreateDocument(document));
    }

    [Fact]
    public void A_snapshot_of_another_document_is_refused()
    {
        _document.GetText("t").Insert(0, "abc");

        Assert.Throws<ArgumentException>(
            () => Snapshot.Of(_document).CreateDocument(new Document(new DocumentOptions { Gc = false })));
    }

    [Fact]
    public void Snapshots_are_equal_if_the_same_was_inserted_and_deleted()
    {
        _document.GetText("t").Insert(0, "abc");
        var one = Snapshot.Of(_document);
        var same = Snapshot.Decode(one.Encode());
        _document.GetText("t").Delete(0, 1);

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, Snapshot.Of(_document));
    }

    [Fact]
    public void Broken_snapshots_are_refused()
    {
        _document.GetText("t").Insert(0, "abc");
        var encoded = Snapshot.Of(_document).Encode();

        for (var length = 0; length < encoded.Length; length++)
        {
            Assert.Throws<MalformedUpdateException>(() => Snapshot.Decode(encoded.AsSpan(0, length)));
        }

        Assert.Throws<MalformedUpdateException>(() => Snapshot.Decode([.. encoded, 0]));
    }

    [Fact]
    public void A_snapshot_contains_updates_of_its_time()
    {
        _document.GetText("t").Insert(0, "abc");
        var before = _document.EncodeStateAsUpdate();
        var beforeV2 = _document.EncodeStateAsUpdateV2();
        var past = Snapshot.Of(_document);
        _document.GetText("t").Delete(0, 1);

        Assert.True(past.Contains(before));
        Assert.True(past.ContainsV2(beforeV2));
        Assert.False(past.Contains(_document.EncodeStateAsUpdate()));
        Assert.False(Snapshot.Empty.Contains(before));
    }
}
