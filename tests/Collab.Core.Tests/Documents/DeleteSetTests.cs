using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

public sealed class DeleteSetTests
{
    [Fact]
    public void Delete_sets_of_Yjs_decode_and_encode_to_the_same_bytes()
    {
        foreach (var session in YjsSession.All)
        {
            // A snapshot is the delete set, then the state vector.
            var encoded = session.Bytes("snapshotV1")[..^session.Bytes("stateVector").Length];

            var deletes = DeleteSet.Decode(encoded);

            Assert.Equal(encoded, deletes.Encode());
            Assert.Equal(session.DocumentOfAllUpdates().GetDeleteSet(), deletes);
        }
    }

    [Fact]
    public void Ranges_that_touch_overlap_or_come_in_another_order_are_one_set()
    {
        // Client 5: 7+2, 0+3, 3+1, 2+4; client 9: 1+1, in two places.
        var deletes = DeleteSet.Decode([3, 9, 1, 1, 1, 5, 4, 7, 2, 0, 3, 3, 1, 2, 4, 9, 1, 1, 1]);

        Assert.Equal([new DeleteRange(0, 6), new DeleteRange(7, 2)], deletes[new ClientId(5)]);
        Assert.Equal([new DeleteRange(1, 1)], deletes[new ClientId(9)]);
        Assert.Empty(deletes[new ClientId(1)]);
        Assert.Equal([2, 9, 1, 1, 1, 5, 2, 0, 6, 7, 2], deletes.Encode());
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 5 })]
    [InlineData(new byte[] { 1, 5, 1, 0 })]
    [InlineData(new byte[] { 1, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0, 1 })]
    public void What_ends_early_or_declares_too_much_is_malformed(byte[] encoded) =>
        Assert.Throws<MalformedUpdateException>(() => DeleteSet.Decode(encoded));
}
