using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

public sealed class StateVectorTests
{
    [Fact]
    public void Vectors_of_Yjs_decode_and_encode_to_the_same_bytes()
    {
        foreach (var session in YjsSession.All)
        {
            foreach (var key in (string[])["stateVector", "halfStateVector", "mergedStateVector"])
            {
                var vector = StateVector.Decode(session.Bytes(key));

                Assert.Equal(session.Bytes(key), vector.Encode());
                Assert.Equal(vector, StateVector.Decode(vector.Encode()));
                Assert.Equal(vector.Count, vector.Select(entry => entry.Client).Distinct().Count());
            }
        }
    }

    [Fact]
    public void A_client_that_is_not_in_it_has_clock_zero()
    {
        var vector = StateVector.Decode([2, 0x80, 0x80, 0x80, 0x80, 0x10, 9, 5, 3]);

        Assert.Equal(9UL, vector[new ClientId(1UL << 32)]);
        Assert.Equal(3UL, vector[new ClientId(5)]);
        Assert.Equal(0UL, vector[new ClientId(6)]);
        Assert.Equal(0UL, StateVector.Empty[new ClientId(5)]);
        Assert.Equal([0], StateVector.Empty.Encode());
    }

    [Fact]
    public void Clients_in_any_order_are_the_same_vector()
    {
        var vector = StateVector.Decode([2, 5, 3, 9, 1]);

        Assert.Equal([2, 9, 1, 5, 3], vector.Encode());
        Assert.Equal(StateVector.Decode([2, 9, 1, 5, 3]), vector);
        Assert.NotEqual(StateVector.Decode([2, 9, 1, 5, 4]), vector);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 5 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 1 })]
    public void What_ends_early_or_declares_too_much_is_malformed(byte[] encoded) =>
        Assert.Throws<MalformedUpdateException>(() => StateVector.Decode(encoded));
}
