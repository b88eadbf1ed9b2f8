using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>Many small updates that wait, and how they stop waiting.</summary>
public sealed class PendingReleaseTests
{
    // As many as may wait by default.
    private const int Many = 10_000;

    private static readonly Lazy<byte[][]> Typed = new(() =>
        [.. Enumerable.Range(0, Many + 1).Select(clock => Letter(1, (ulong)clock))]);

    [Fact]
    public void Ten_thousand_letters_that_come_backwards_wait_for_the_first()
    {
        var document = new Document();

        foreach (var update in Typed.Value.Skip(1).Reverse())
        {
            Assert.Equal(ApplyOutcome.PendingOnly, document.ApplyUpdate(update).Outcome);
        }

        Assert.Throws<PendingLimitException>(() => document.ApplyUpdate(Letter(2, 7)));
        Assert.Equal(ApplyOutcome.Partial, document.ApplyUpdate(Typed.Value[0]).Outcome);
        AssertComplete(document);
    }

    [Fact]
    public void Ten_thousand_letters_whose_other_halves_come_one_by_one_are_released_one_by_one()
    {
        var document = new Document();
        foreach (var update in Typed.Value.Where((_, clock) => clock % 2 == 1))
        {
            document.ApplyUpdateV2(Updates.ConvertV1ToV2(update));
        }

        for (var clock = 0; clock < Many; clock += 2)
        {
            Assert.Equal(ApplyOutcome.Partial, document.ApplyUpdate(Typed.Value[clock]).Outcome);
            Assert.Equal((ulong)clock + 2, document.GetStateVector()[new ClientId(1)]);
        }

        document.ApplyUpdate(Typed.Value[Many]);
        AssertComplete(document);
    }

    [Fact]
    public void Letters_of_ten_thousand_clients_that_need_one_letter_are_released_by_it()
    {
        var document = new Document();
        for (ulong client = 2; client <= Many + 1; client++)
        {
            document.ApplyUpdate(UpdateBytes.OfClient(client, 0, 1, writer =>
            {
                writer.After(UpdateBytes.Text, 1, 0);
                writer.WriteVarString("x");
            }));
        }

        document.ApplyUpdate(Typed.Value[0]);

        Assert.False(document.HasPending);
        Assert.Equal(Many + 1, document.GetText("t").Length);
    }

    [Fact]
    public void A_run_that_needs_another_client_at_each_block_goes_on_where_it_stopped()
    {
        var document = new Document();
        document.ApplyUpdate(UpdateBytes.OfClient(Many + 2, 0, Many, writer =>
        {
            for (ulong client = 1; client <= Many; client++)
            {
                writer.After(UpdateBytes.Text, client, 0);
                writer.WriteVarString("y");
            }
        }));

        for (ulong client = 1; client <= Many; client++)
        {
            var root = $"root {client}";
            document.ApplyUpdate(UpdateBytes.OfClient(client, 0, 1, writer =>
            {
                writer.InRoot(UpdateBytes.Text, root);
                writer.WriteVarString("x");
            }));
            Assert.Equal("xy", document.GetText(root).ToString());
        }

        Assert.False(document.HasPending);
        Assert.Equal(0, document.PendingBytes);
        StoreInvariants.Check(document);
    }

    [Fact]
    public void What_waits_already_is_not_kept_twice()
    {
        var document = new Document();
        var update = UpdateBytes.Merge(Typed.Value.Skip(5).Take(10));
        document.ApplyUpdate(update);
        var bytes = document.PendingBytes;

        foreach (var again in (byte[][])[update, Typed.Value[7], UpdateBytes.Merge(Typed.Value.Skip(9).Take(3))])
        {
            var result = document.ApplyUpdate(again);

            Assert.Equal(ApplyOutcome.Nothing, result.Outcome);
            Assert.False(result.PendingGrew);
            Assert.Equal(bytes, document.PendingBytes);
        }

        Assert.True(document.ApplyUpdate(UpdateBytes.Merge(Typed.Value.Skip(12).Take(6))).PendingGrew);
    }

    [Fact]
    public void An_own_edit_that_others_wait_for_releases_them_with_the_next_update()
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        document.ApplyUpdate(UpdateBytes.OfClient(2, 0, 1, writer =>
        {
            writer.After(UpdateBytes.Text, 1, 1);
            writer.WriteVarString("!");
        }));
        document.ApplyUpdate(UpdateBytes.Delete(1, 0, 1));

        document.GetText("t").Insert(0, "ab");
        Assert.True(document.HasPending);
        document.ApplyUpdate([0, 0]);

        Assert.Equal("b!", document.GetText("t").ToString());
        Assert.False(document.HasPending);
    }

    [Fact]
    public void What_waits_can_be_dropped_and_comes_back_when_it_is_sent_again()
    {
        var document = new Document();
        document.ApplyUpdate(UpdateBytes.Merge([Typed.Value[2], UpdateBytes.Delete(1, 1, 1)]));
        document.ApplyUpdate(Typed.Value[0]);

        Assert.True(document.DropPending());
        Assert.False(document.DropPending());

        Assert.False(document.HasPending);
        Assert.Equal(0, document.PendingBytes);
        Assert.Equal(Typed.Value[0], document.EncodeStateAsUpdate());
        document.ApplyUpdate(Typed.Value[1]);
        Assert.Equal("bc", document.GetText("t").ToString());
        document.ApplyUpdate(UpdateBytes.Merge([Typed.Value[2], UpdateBytes.Delete(1, 1, 1)]));
        Assert.Equal("bd", document.GetText("t").ToString());
    }

    [Fact]
    public void Deletes_that_come_in_any_order_wait_as_one_set()
    {
        var document = new Document();
        ulong[] clocks = [.. Enumerable.Range(0, 4000).Select(i => (ulong)(i * 2))];
        document.ApplyUpdate(Deletes(clocks.Where(clock => clock % 4 == 0).Reverse()));
        document.ApplyUpdate(Deletes(clocks.Where(clock => clock % 4 != 0)));

        Assert.False(document.ApplyUpdate(Deletes(clocks)).PendingGrew);
        document.ApplyUpdate(UpdateBytes.TextAt(1, 0, string.Concat(Enumerable.Repeat("ab", 4000))));

        Assert.Equal(new string('b', 4000), document.GetText("t").ToString());
        Assert.False(document.HasPending);
    }

    private static byte[] Letter(ulong client, ulong clock) => UpdateBytes.OfClient(client, clock, 1, writer =>
    {
        if (clock == 0)
        {
            writer.InRoot(UpdateBytes.Text, "t");
        }
        else
        {
            writer.After(UpdateBytes.Text, client, clock - 1);
        }

        writer.WriteVarString(((char)('b' + (clock % 20))).ToString());
    });

    private static byte[] Deletes(IEnumerable<ulong> clocks) => UpdateBytes.Written(writer =>
    {
        var all = clocks.ToArray();
        foreach (var number in (ulong[])[0, 1, 1, (ulong)all.Length])
        {
            writer.WriteVarUint(number);
        }

        foreach (var clock in all)
        {
            writer.WriteVarUint(clock);
            writer.WriteVarUint(1);
        }
    });

    private static void AssertComplete(Document document)
    {
        var inOrder = new Document();
        inOrder.ApplyUpdate(UpdateBytes.Merge(Typed.Value));

        Assert.False(document.HasPending);
        Assert.Equal(0, document.PendingBytes);
        Assert.Equal(inOrder.EncodeStateAsUpdate(), document.EncodeStateAsUpdate());
    }
}
