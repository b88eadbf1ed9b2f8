using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>Each limit at its edge: what it allows is taken, one more is refused.</summary>
public sealed class UpdateLimitTests
{
    [Fact]
    public void Blocks_in_one_update()
    {
        var limits = new UpdateLimits { MaxBlocksPerUpdate = 5 };

        Assert.Equal(ApplyOutcome.Whole, New(limits).ApplyUpdate(Blocks(5)).Outcome);
        Assert.Throws<MalformedUpdateException>(() => New(limits).ApplyUpdate(Blocks(6)));
        Updates.Validate(Blocks(5), limits);
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(Blocks(6), limits));
    }

    [Fact]
    public void Blocks_in_one_update_are_counted_over_all_its_clients()
    {
        var limits = new UpdateLimits { MaxBlocksPerUpdate = 5 };
        var update = Updates.Merge([Blocks(3, client: 1), Blocks(3, client: 2)]);

        Assert.Throws<MalformedUpdateException>(() => New(limits).ApplyUpdate(update));
        Updates.Validate(update, limits with { MaxBlocksPerUpdate = 6 });
    }

    [Fact]
    public void Clients_in_one_update()
    {
        var limits = new UpdateLimits { MaxClients = 3 };

        Updates.Validate(OfClients(3), limits);
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(OfClients(4), limits));
        Updates.Validate(DeletesOfClients(3), limits);
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(DeletesOfClients(4), limits));
    }

    [Fact]
    public void Ranges_of_deletes_in_one_update()
    {
        var limits = new UpdateLimits { MaxDeleteRanges = 3 };

        Updates.Validate(DeletesOfClients(3), limits);
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(DeletesOfClients(4), limits));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Clocks_of_blocks(int maxClock)
    {
        var limits = new UpdateLimits { MaxClock = maxClock };
        var edge = (ulong)maxClock;

        Updates.Validate(Collected(0, edge), limits);
        Updates.Validate(Collected(edge - 1, 1), limits);
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(Collected(0, edge + 1), limits));
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(Collected(edge, 1), limits));
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(Collected(edge + 1, 1), limits));
        Assert.Equal(ApplyOutcome.Whole, New(limits).ApplyUpdate(Collected(0, edge)).Outcome);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Clocks_of_deletes(int maxClock)
    {
        var limits = new UpdateLimits { MaxClock = maxClock };
        var edge = (ulong)maxClock;

        Updates.Validate(UpdateBytes.Delete(1, 0, edge), limits);
        Updates.Validate(UpdateBytes.Delete(1, edge - 1, 1), limits);
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(UpdateBytes.Delete(1, edge, 1), limits));
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(UpdateBytes.Delete(1, 1, edge), limits));
        Assert.Throws<MalformedUpdateException>(() => Updates.Validate(
            UpdateBytes.Delete(1, Lib0Reader.MaxSafeInteger, Lib0Reader.MaxSafeInteger), limits));
    }

    [Fact]
    public void A_client_at_the_last_clock_takes_no_more_and_still_encodes()
    {
        var document = New(UpdateLimits.Default);
        document.ApplyUpdate(Collected(0, int.MaxValue));

        Assert.Throws<MalformedUpdateException>(() => document.ApplyUpdate(Collected(int.MaxValue, 1)));

        Assert.Equal(Collected(0, int.MaxValue)[..^1], document.EncodeStateAsUpdate()[..^9]);
        Assert.Equal((ulong)int.MaxValue, document.GetStateVector()[new ClientId(1)]);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(3)]
    public void Nesting_of_values(int depth)
    {
        var limits = new UpdateLimits { MaxNestingDepth = depth };
        var (document, most) = (New(limits), Values(depth));

        Assert.Equal(ApplyOutcome.Whole, document.ApplyUpdate(most).Outcome);
        Assert.Throws<MalformedUpdateException>(() => New(limits).ApplyUpdate(Values(depth + 1)));
        Assert.Contains(new string('[', depth), document.GetArray("a").ToJson().ToJson(), StringComparison.Ordinal);
        Assert.Equal(most, document.EncodeStateAsUpdate());
    }

    [Theory]
    [InlineData(64)]
    [InlineData(3)]
    public void Nesting_of_JSON(int depth)
    {
        var limits = new UpdateLimits { MaxNestingDepth = depth };
        var (document, most) = (New(limits), Json(depth));

        Assert.Equal(ApplyOutcome.Whole, document.ApplyUpdate(most).Outcome);
        Assert.Throws<MalformedUpdateException>(() => New(limits).ApplyUpdate(Json(depth + 1)));
        Assert.Contains(new string('[', depth), document.GetText("t").ToDeltaJson().ToJson(), StringComparison.Ordinal);
        Assert.Equal(most, document.EncodeStateAsUpdate());
    }

    [Fact]
    public void A_deep_value_that_had_to_wait_is_taken_by_the_same_limit()
    {
        var document = New(new UpdateLimits { MaxNestingDepth = 64 });
        document.ApplyUpdate(Values(64, clock: 1));
        Assert.True(document.HasPending);

        document.ApplyUpdate(UpdateBytes.OfClient(1, 0, 1, writer =>
        {
            writer.InRoot(UpdateBytes.Text, "t");
            writer.WriteVarString("x");
        }));

        Assert.False(document.HasPending);
        Assert.Single(document.GetArray("a"));
    }

    [Fact]
    public void Pending_blocks()
    {
        var document = New(new UpdateLimits { MaxPendingBlocks = 4 });
        for (ulong client = 1; client <= 4; client++)
        {
            Assert.Equal(ApplyOutcome.PendingOnly, document.ApplyUpdate(Collected(10, 1, client)).Outcome);
        }

        var before = document.EncodeStateAsUpdate();
        Assert.Throws<PendingLimitException>(() => document.ApplyUpdate(Collected(10, 1, client: 5)));
        Assert.Equal(before, document.EncodeStateAsUpdate());

        // What was pending already costs nothing more, and what can be integrated is not held up.
        Assert.Equal(ApplyOutcome.Nothing, document.ApplyUpdate(Collected(10, 1, client: 4)).Outcome);
        Assert.Equal(ApplyOutcome.Whole, document.ApplyUpdate(Collected(0, 5, client: 5)).Outcome);
        Assert.Equal(ApplyOutcome.Partial, document.ApplyUpdate(Collected(0, 10, client: 1)).Outcome);
        Assert.Equal(ApplyOutcome.PendingOnly, document.ApplyUpdate(Collected(10, 1, client: 5)).Outcome);
    }

    [Fact]
    public void Pending_bytes()
    {
        var update = UpdateBytes.OfClient(1, 10, 1, writer =>
        {
            writer.InRoot(UpdateBytes.Text, "t");
            writer.WriteVarString(new string('x', 100));
        });

        var enough = New(new UpdateLimits { MaxPendingBytes = update.Length });
        var tooFew = New(new UpdateLimits { MaxPendingBytes = update.Length - 1 });

        Assert.Equal(ApplyOutcome.PendingOnly, enough.ApplyUpdate(update).Outcome);
        Assert.Throws<PendingLimitException>(() => tooFew.ApplyUpdate(update));
    }

    private static Document New(UpdateLimits limits) => new(new DocumentOptions { Limits = limits });

    private static byte[] Blocks(int count, ulong client = 1) => UpdateBytes.OfClient(client, 0, count, writer =>
    {
        for (var i = 0; i < count; i++)
        {
            writer.InRoot(UpdateBytes.Text, "t");
            writer.WriteVarString("x");
        }
    });

    private static byte[] Collected(ulong clock, ulong length, ulong client = 1) =>
        UpdateBytes.OfClient(client, clock, 1, writer =>
        {
            writer.WriteUint8(UpdateBytes.Gc);
            writer.WriteVarUint(length);
        });

    private static byte[] OfClients(int count) =>
        UpdateBytes.Merge(Enumerable.Range(1, count).Select(client => Collected(0, 1, (ulong)client)));

    private static byte[] DeletesOfClients(int count) =>
        UpdateBytes.Merge(Enumerable.Range(1, count).Select(client => UpdateBytes.Delete((ulong)client, 0, 1)));

    private static byte[] Values(int depth, ulong clock = 0) => UpdateBytes.OfClient(1, clock, 1, writer =>
    {
        writer.InRoot(UpdateBytes.Any, "a");
        writer.WriteVarUint(1);
        for (var i = 1; i < depth; i++)
        {
            writer.WriteBytes([0x75, 1]);
        }

        writer.WriteBytes([0x75, 0]);
    });

    private static byte[] Json(int depth) => UpdateBytes.OfClient(1, 0, 1, writer =>
    {
        writer.InRoot(UpdateBytes.Embed, "t");
        writer.WriteVarString(new string('[', depth) + new string(']', depth));
    });
}
