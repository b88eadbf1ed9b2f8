using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

public sealed class HostileUpdateTests
{
    private const int Deep = 100_000;

    [Fact]
    public void Types_may_nest_deeper_than_the_stack()
    {
        var document = new Document();
        var array = document.GetArray("a");
        document.ApplyUpdate(NestedArrays());
        StoreInvariants.Check(document);

        var json = array.ToJson().ToJson();
        Assert.Equal(Deep * 2, json.Length - 2);
        Assert.Equal(array.ToJson(), array.ToJson());

        document.ApplyUpdate([0, 1, 1, 1, 0, 1]);
        Assert.Equal("[]", array.ToJson().ToJson());
        Assert.Equal([new DeleteRange(0, Deep)], document.GetDeleteSet()[new ClientId(1)]);
        StoreInvariants.Check(document);
    }

    [Fact]
    public void Blocks_that_wait_for_each_other_in_a_circle_wait_for_ever()
    {
        // Two clients, one block each; each has the other's as its origin.
        byte[] update = [2, 1, 2, 0, 0x84, 1, 0, 1, (byte)'b', 1, 1, 0, 0x84, 2, 0, 1, (byte)'a', 0];
        var document = new Document();

        var result = document.ApplyUpdate(update);
        var copy = new Document();
        copy.ApplyUpdate(document.EncodeStateAsUpdate());

        Assert.Equal(ApplyOutcome.PendingOnly, result.Outcome);
        Assert.Equal(update, copy.EncodeStateAsUpdate());
    }

    [Fact]
    public void A_block_whose_parent_is_no_type_is_collected_as_in_Yjs()
    {
        var document = new Document();
        document.ApplyUpdate([1, 1, 1, 0, 4, 1, 1, (byte)'t', 1, (byte)'a', 0]);

        document.ApplyUpdate([1, 1, 2, 0, 4, 0, 1, 0, 1, (byte)'b', 0]);

        Assert.Equal("a", document.GetText("t").ToString());
        Assert.Equal(1UL, document.GetStateVector()[new ClientId(2)]);
    }

    [Fact]
    public void A_block_that_is_there_already_names_no_new_root()
    {
        var document = new Document();
        document.ApplyUpdate([1, 1, 1, 0, 4, 1, 1, (byte)'t', 1, (byte)'a', 0]);

        var result = document.ApplyUpdate([1, 1, 1, 0, 4, 1, 1, (byte)'u', 1, (byte)'a', 0]);

        Assert.Equal(ApplyOutcome.Nothing, result.Outcome);
        Assert.Equal(["t"], document.RootNames);
    }


    [Fact]
    public void A_forged_block_that_waits_does_not_hide_what_is_there()
    {
        var document = new Document();
        document.ApplyUpdate([1, 1, 1, 0, 4, 1, 1, (byte)'t', 1, (byte)'a', 0]);
        document.ApplyUpdate([2, 1, 9, 7, 0x84, 9, 6, 1, (byte)'c', 1, 1, 0, 0x84, 8, 0, 1, (byte)'b', 0]);

        var loaded = new Document();
        loaded.ApplyUpdate(document.EncodeStateAsUpdate());

        Assert.True(document.HasPending);
        Assert.Equal("a", loaded.GetText("t").ToString());
    }

    [Fact]
    public void What_would_be_pending_beyond_the_limit_is_refused()
    {
        var document = new Document(new DocumentOptions { Limits = new UpdateLimits { MaxPendingBlocks = 1 } });
        document.ApplyUpdate([1, 1, 1, 5, 0x84, 1, 4, 1, (byte)'a', 0]);

        Assert.Throws<PendingLimitException>(
            () => document.ApplyUpdate([1, 1, 2, 5, 0x84, 2, 4, 1, (byte)'b', 0]));

        Assert.True(document.HasPending);
    }

    // An array in an array in an array: each block's parent is the block before it.
    private static byte[] NestedArrays()
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint(1);
        writer.WriteVarUint(Deep);
        writer.WriteVarUint(1);
        writer.WriteVarUint(0);
        writer.WriteUint8(7);
        writer.WriteVarUint(1);
        writer.WriteVarString("a");
        writer.WriteVarUint(0);
        for (var clock = 1; clock < Deep; clock++)
        {
            writer.WriteUint8(7);
            writer.WriteVarUint(0);
            writer.WriteVarUint(1);
            writer.WriteVarUint((ulong)(clock - 1));
            writer.WriteVarUint(0);
        }

        writer.WriteVarUint(0);
        return writer.ToArray();
    }
}
