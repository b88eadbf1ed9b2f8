using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>Merging and cutting updates without a document, byte for byte as Yjs does.</summary>
public sealed class UpdatesTests
{
    private static readonly byte[] Empty = [0, 0];

    public static TheoryData<string> Names => YjsSession.Names;

    [Theory, MemberData(nameof(Names))]
    public void Merging_and_diffing_give_the_bytes_of_Yjs(string name)
    {
        var session = YjsSession.Named(name);
        var half = StateVector.Decode(session.Bytes("halfStateVector"));

        var merged = UpdateBytes.Merge(session.Updates);

        Assert.Equal(session.Bytes("mergedV1"), merged);
        Assert.Equal(session.Bytes("mergedStateVector"), Updates.ReadStateVector(merged).Encode());
        Assert.Equal(session.Bytes("diffV1"), Updates.Diff(merged, half));
        Updates.Validate(merged);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_merged_update_makes_the_same_document_as_its_parts(string name)
    {
        var session = YjsSession.Named(name);
        var document = session.NewDocument();

        document.ApplyUpdate(session.Bytes("mergedV1"));

        session.AssertShownBy(document);
        Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
    }

    [Theory, MemberData(nameof(Names))]
    public void Merging_in_any_order_and_in_two_steps_keeps_everything(string name)
    {
        var session = YjsSession.Named(name);
        var cut = session.Shuffled.Count() / 3;
        var first = UpdateBytes.Merge(session.Shuffled.Take(cut));
        var second = UpdateBytes.Merge(session.Shuffled.Skip(cut));
        var document = session.NewDocument();

        document.ApplyUpdate(Updates.Merge([second, first]));

        session.AssertShownBy(document);
        Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
        Assert.False(document.HasPending);
    }

    [Fact]
    public void Merging_nothing_gives_the_empty_update_and_one_update_comes_back_as_it_is()
    {
        var one = YjsSession.Sessions.First().Updates[0];

        Assert.Equal(Empty, Updates.Merge([]));
        Assert.Equal(one, Updates.Merge([one]));
        Assert.Equal(Empty, Updates.Merge([Empty, Empty]));
    }

    [Fact]
    public void What_is_no_update_is_refused_by_every_function()
    {
        byte[] cut = [1, 1, 5, 0, 4, 1, 1];

        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(cut));
        Assert.Throws<MalformedUpdateException>(() => Updates.Merge([cut, Empty]));
        Assert.Throws<MalformedUpdateException>(() => Updates.Diff(cut, StateVector.Empty));
        Assert.Throws<MalformedUpdateException>(() => Updates.ReadStateVector(cut));
    }
}
