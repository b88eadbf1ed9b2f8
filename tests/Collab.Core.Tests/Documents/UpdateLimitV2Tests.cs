using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>The limits of <see cref="UpdateLimits"/> in V2, each at its edge: what it allows is taken, one more is
/// refused.</summary>
public sealed class UpdateLimitV2Tests
{
    [Fact]
    public void Blocks_in_one_update() =>
        AssertEdge(new UpdateLimits { MaxBlocksPerUpdate = 5 }, Letters(1, 0, 5), Letters(1, 0, 6));

    [Fact]
    public void Blocks_beyond_the_bytes_that_pay_for_them()
    {
        var most = Updates.ConvertV1ToV2(Collected(1000));
        var limits = new UpdateLimits { MaxUnpaidBlocks = 1000 - most.Length };

        Assert.InRange(limits.MaxUnpaidBlocks, 900, 1000);
        AssertEdge(limits, Collected(1000), Collected(1001));
        AssertEdge(limits with { MaxUnpaidBlocks = 0 }, Letters(1, 0, 1), Collected(100));
    }

    [Fact]
    public void Clients_in_one_update() =>
        AssertEdge(new UpdateLimits { MaxClients = 3 }, OfClients(3), OfClients(4));

    [Fact]
    public void Clients_that_something_is_deleted_of() =>
        AssertEdge(new UpdateLimits { MaxClients = 3 }, DeletesOfClients(3), DeletesOfClients(4));

    [Fact]
    public void Ranges_of_deletes_in_one_update() =>
        AssertEdge(new UpdateLimits { MaxDeleteRanges = 3 }, DeletesOfClients(3), DeletesOfClients(4));

    [Fact]
    public void Clocks_of_blocks_and_deletes()
    {
        const ulong Edge = 1000;
        var limits = new UpdateLimits { MaxClock = (int)Edge };

        AssertEdge(limits, Letters(1, Edge - 1, 1), Letters(1, Edge - 1, 2));
        AssertEdge(limits, UpdateBytes.Delete(1, 0, Edge), UpdateBytes.Delete(1, 0, Edge + 1));
        AssertEdge(limits, UpdateBytes.Delete(1, Edge - 1, 1), UpdateBytes.Delete(1, Edge, 1));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(3)]
    public void Nesting_of_values(int depth)
    {
        var limits = new UpdateLimits { MaxNestingDepth = depth };

        AssertEdge(limits, Nested(UpdateBytes.Any, depth), Nested(UpdateBytes.Any, depth + 1));
        AssertEdge(limits, Nested(UpdateBytes.Embed, depth), Nested(UpdateBytes.Embed, depth + 1));
    }

    [Fact]
    public void Pending_blocks()
    {
        var document = New(new UpdateLimits { MaxPendingBlocks = 4 });
        for (ulong client = 1; client <= 4; client++)
        {
            Assert.Equal(ApplyOutcome.PendingOnly, document.ApplyUpdateV2(ToV2(Letters(client, 10, 1))).Outcome);
        }

        Assert.Throws<PendingLimitException>(() => document.ApplyUpdateV2(ToV2(Letters(5, 10, 1))));
        Assert.Equal(ApplyOutcome.Nothing, document.ApplyUpdateV2(ToV2(Letters(4, 10, 1))).Outcome);
    }

    [Fact]
    public void Pending_bytes_of_V2_leave_room_for_what_they_take_in_V1()
    {
        var update = ToV2(UpdateBytes.TextAt(1, 10, new string('x', 100)));
        var inV1 = Updates.ConvertV2ToV1(update).Length;
        var most = update.Length + 40;

        Assert.True(inV1 <= most);
        Assert.Equal(
            ApplyOutcome.PendingOnly, New(new UpdateLimits { MaxPendingBytes = most }).ApplyUpdateV2(update).Outcome);
        Assert.Throws<PendingLimitException>(
            () => New(new UpdateLimits { MaxPendingBytes = most - 1 }).ApplyUpdateV2(update));
    }

    [Fact]
    public void Pending_ranges_of_deletes()
    {
        var document = New(new UpdateLimits { MaxPendingBytes = 30 });

        document.ApplyUpdateV2(ToV2(DeletesOfClients(3)));

        Assert.True(document.HasPending);
        Assert.Throws<PendingLimitException>(() => document.ApplyUpdateV2(ToV2(UpdateBytes.Delete(9, 0, 1))));
        Assert.Throws<PendingLimitException>(
            () => New(new UpdateLimits { MaxPendingBytes = 29 }).ApplyUpdate(DeletesOfClients(3)));
    }

    private static void AssertEdge(UpdateLimits limits, byte[] most, byte[] more)
    {
        Updates.ValidateV2(ToV2(most), limits);
        New(limits).ApplyUpdateV2(ToV2(most));
        var refused = ToV2(more);
        Assert.Throws<MalformedUpdateException>(() => Updates.ValidateV2(refused, limits));
        Assert.Throws<MalformedUpdateException>(() => New(limits).ApplyUpdateV2(refused));
    }

    private static byte[] ToV2(byte[] update) => Updates.ConvertV1ToV2(update);

    private static Document New(UpdateLimits limits) => new(new DocumentOptions { Limits = limits });

    private static byte[] Letters(ulong client, ulong clock, int count) =>
        UpdateBytes.OfClient(client, clock, count, writer =>
        {
            for (var i = 0; i < count; i++)
            {
                writer.InRoot(UpdateBytes.Text, "t");
                writer.WriteVarString("x");
            }
        });

    private static byte[] Collected(int count) => UpdateBytes.OfClient(1, 0, count, writer =>
    {
        for (var i = 0; i < count; i++)
        {
            writer.WriteBytes([UpdateBytes.Gc, 1]);
        }
    });

    private static byte[] OfClients(int count) =>
        UpdateBytes.Merge(Enumerable.Range(1, count).Select(client => Letters((ulong)client, 0, 1)));

    private static byte[] DeletesOfClients(int count) =>
        UpdateBytes.Merge(Enumerable.Range(1, count).Select(client => UpdateBytes.Delete((ulong)client, 0, 1)));

    private static byte[] Nested(byte kind, int depth) => UpdateBytes.OfClient(1, 0, 1, writer =>
    {
        writer.InRoot(kind, "a");
        if (kind == UpdateBytes.Embed)
        {
            writer.WriteVarString(new string('[', depth) + new string(']', depth));
            return;
        }

        writer.WriteVarUint(1);
        for (var i = 1; i < depth; i++)
        {
            writer.WriteBytes([0x75, 1]);
        }

        writer.WriteBytes([0x75, 0]);
    });
}
