using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;
using Collab.Core.Undo;

namespace Collab.Core.Tests.Documents;

public class RelativePositionTests
{
    private readonly Document _document = new(new DocumentOptions { ClientId = new ClientId(1) });

    [Theory, InlineData(0, 4), InlineData(-1, 2)]
    public void A_place_stays_with_the_unit_on_its_side(int assoc, int expected)
    {
        var text = _document.GetText("t");
        text.Insert(0, "abcd");
        var position = RelativePosition.FromIndex(text, 2, assoc);

        text.Insert(2, "xy");

        Assert.Equal(new AbsolutePosition(text, expected, assoc), position.ToAbsolute(_document));
    }

    [Fact]
    public void A_place_in_what_was_deleted_is_where_that_was_until_an_undo_brings_it_back()
    {
        var text = _document.GetText("t");
        text.Insert(0, "abcdef");
        using var undo = new UndoManager(text, new UndoManagerOptions { CaptureTimeout = TimeSpan.Zero });
        var position = RelativePosition.FromIndex(text, 4);
        text.Delete(1, 4);

        var deleted = position.ToAbsolute(_document);
        undo.Undo();

        Assert.Equal(1, deleted?.Index);
        Assert.Equal(4, position.ToAbsolute(_document)?.Index);
        Assert.Equal(5, position.ToAbsolute(_document, followsUndoneDeletions: false)?.Index); // behind what came back
    }

    [Fact]
    public void The_end_of_a_nested_type_stays_its_end()
    {
        var list = _document.GetMap("m").SetType<YArray>("list");
        var (end, start) = (RelativePosition.FromIndex(list, 0), RelativePosition.FromIndex(list, 0, -1));

        list.Push(1, 2);

        Assert.Equal("02010000", Convert.ToHexString(end.Encode()));
        Assert.Equal(new AbsolutePosition(list, 2, 0), RelativePosition.Decode(end.Encode()).ToAbsolute(_document));
        Assert.Equal(new AbsolutePosition(list, 0, -1), start.ToAbsolute(_document));
    }

    [Fact]
    public void What_the_document_does_not_have_cannot_be_resolved()
    {
        var other = new Document(new DocumentOptions { ClientId = new ClientId(2) });
        other.GetText("t").Insert(0, "abc");

        Assert.Null(RelativePosition.FromIndex(other.GetText("t"), 1).ToAbsolute(_document));
        Assert.Null(RelativePosition.FromIndex(other.GetText("t"), 3).ToAbsolute(_document));
        Assert.Null(RelativePosition.Decode([2, 9, 0, 0]).ToAbsolute(_document));
    }

    [Fact]
    public void A_place_in_a_collected_type_is_gone()
    {
        var list = _document.GetMap("m").SetType<YArray>("list");
        list.Push(1, 2);
        var (inside, end) = (RelativePosition.FromIndex(list, 1), RelativePosition.FromIndex(list, 2));

        _document.GetMap("m").Delete("list");

        Assert.Null(inside.ToAbsolute(_document));
        Assert.Null(end.ToAbsolute(_document));
        Assert.Throws<InvalidOperationException>(() => RelativePosition.FromIndex(list, 0));
    }

    [Fact]
    public void Old_data_without_association_is_read_and_broken_data_refused()
    {
        Assert.Equal(0, RelativePosition.Decode([0, 1, 4]).Assoc);
        Assert.Equal(-1, RelativePosition.Decode([0, 1, 4, 0x41]).Assoc);
        foreach (byte[] broken in (byte[][])[[], [0], [0, 1], [1, 5, 116], [3], [0, 1, 4, 0, 0], [0, 1, 4, 0x80]])
        {
            Assert.Throws<MalformedUpdateException>(() => RelativePosition.Decode(broken));
        }

        Assert.Throws<FormatException>(() => RelativePosition.FromJson(Any.FromObject()));
        Assert.Throws<FormatException>(() => RelativePosition.FromJson(Any.FromObject(KeyValuePair.Create("item", (Any)1))));
    }
}
