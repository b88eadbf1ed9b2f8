using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>Updates that are well formed and lie: about what they build on, or that it will ever come. Whatever a
/// document takes of them, it must stay able to read, encode and load.</summary>
public sealed class ForgedUpdateTests
{
    [Fact]
    public void Blocks_far_in_the_future_wait_only_up_to_the_limit()
    {
        var limits = new UpdateLimits { MaxPendingBytes = 64 * 1024 };
        var document = new Document(new DocumentOptions { Limits = limits });
        var refused = 0;
        for (ulong i = 0; i < 200; i++)
        {
            var update = UpdateBytes.OfClient(i + 1, 1_000_000 + (i * 7919), 1, writer =>
            {
                writer.InRoot(UpdateBytes.Text, "t");
                writer.WriteVarString(new string('x', 1000));
            });
            try
            {
                Assert.Equal(ApplyOutcome.PendingOnly, document.ApplyUpdate(update).Outcome);
            }
            catch (PendingLimitException)
            {
                refused++;
            }

            Assert.InRange(document.PendingBytes, 1, 64 * 1024);
        }

        Assert.InRange(refused, 130, 140);
        AssertLoadsWithTheSameLimits(document, limits);
        document.ApplyUpdate(YjsSession.Sessions.First().Updates[0]);
        Assert.Single(document.GetStateVector());
    }

    [Fact]
    public void Deletes_far_in_the_future_wait_only_up_to_the_limit()
    {
        var limits = new UpdateLimits { MaxPendingBytes = 4096 };
        var document = new Document(new DocumentOptions { Limits = limits });
        var refused = 0;
        for (ulong i = 0; i < 2000; i++)
        {
            try
            {
                document.ApplyUpdate(UpdateBytes.Delete(7, 1_000_000 + (i * 2), 1));
            }
            catch (PendingLimitException)
            {
                refused++;
            }
        }

        Assert.InRange(document.PendingBytes, 1000, 4096);
        Assert.True(refused > 0);
        AssertLoadsWithTheSameLimits(document, limits);
    }

    [Fact]
    public void Both_kinds_of_waiting_parts_at_the_limit_still_load()
    {
        var limits = new UpdateLimits { MaxPendingBytes = 2048, MaxPendingBlocks = 30 };
        var document = new Document(new DocumentOptions { Limits = limits });
        var random = new Random(12);
        for (var i = 0; i < 1000; i++)
        {
            var (client, clock) = ((ulong)random.Next(1, 9), (ulong)random.Next(10, 500));
            try
            {
                document.ApplyUpdate(random.Next(2) == 0
                    ? UpdateBytes.Delete(client, clock, (ulong)random.Next(1, 4))
                    : UpdateBytes.OfClient(client, clock, 1, writer =>
                    {
                        writer.InRoot(UpdateBytes.Text, "t");
                        writer.WriteVarString("waits");
                    }));
            }
            catch (PendingLimitException)
            {
                // The limit is what this is about.
            }
        }

        Assert.InRange(document.PendingBytes, 100, 2048);
        AssertLoadsWithTheSameLimits(document, limits);
    }

    [Fact]
    public void A_parent_that_turns_out_to_be_no_type_harms_nobody_when_it_comes()
    {
        var document = new Document();
        document.GetText("t");

        // Client 2 waits for the parent 1:0; what then comes from client 1 is plain text.
        document.ApplyUpdate(UpdateBytes.OfClient(2, 0, 1, writer =>
        {
            writer.InItem(UpdateBytes.Text, 1, 0);
            writer.WriteVarString("forged");
        }));
        document.ApplyUpdate(UpdateBytes.OfClient(1, 0, 1, writer =>
        {
            writer.InRoot(UpdateBytes.Text, "t");
            writer.WriteVarString("innocent");
        }));

        Assert.Equal("innocent", document.GetText("t").ToString());
        AssertReloads(document);
    }

    [Fact]
    public void Whether_a_forged_block_is_taken_does_not_hang_on_the_order_of_delivery()
    {
        var innocent = UpdateBytes.OfClient(1, 0, 1, writer =>
        {
            writer.InRoot(UpdateBytes.Text, "t");
            writer.WriteVarString("innocent");
        });
        var forged = UpdateBytes.OfClient(2, 0, 1, writer =>
        {
            writer.InItem(UpdateBytes.Text, 1, 0);
            writer.WriteVarString("forged");
        });
        var (early, late) = (new Document(), new Document());
        early.ApplyUpdate(forged);
        early.ApplyUpdate(innocent);
        late.ApplyUpdate(innocent);

        // Else the log of one node would not load on another, and a diff from `early` would be refused whole.
        late.ApplyUpdate(forged);

        Assert.Equal(early.EncodeSnapshot(), late.EncodeSnapshot());
        Assert.Equal(early.EncodeStateAsUpdate(), late.EncodeStateAsUpdate());
        AssertReloads(late);
    }

    [Fact]
    public void A_parent_that_is_text_in_the_same_update_harms_nobody()
    {
        var document = new Document();
        document.ApplyUpdate([1, 1, 9, 0, 4, 1, 1, 0x74, 1, 0x61, 0]);
        var before = document.EncodeStateAsUpdate();
        var update = UpdateBytes.OfClient(1, 0, 2, writer =>
        {
            writer.InRoot(UpdateBytes.Text, "t");
            writer.WriteVarString("a");
            writer.InItem(UpdateBytes.Text, 1, 0);
            writer.WriteVarString("b");
        });

        try
        {
            document.ApplyUpdate(update);
        }
        catch (MalformedUpdateException)
        {
            Assert.Equal(before, document.EncodeStateAsUpdate());
        }

        AssertReloads(document);
    }

    [Fact]
    public void Blocks_in_a_circle_over_two_updates_wait_and_the_document_still_loads()
    {
        var document = new Document();
        document.ApplyUpdate([1, 1, 9, 0, 4, 1, 1, 0x74, 1, 0x63, 0]);
        foreach (var (client, other) in ((ulong, ulong)[])[(1, 2), (2, 1)])
        {
            document.ApplyUpdate(UpdateBytes.OfClient(client, 0, 1, writer =>
            {
                writer.After(UpdateBytes.Text, other, 0);
                writer.WriteVarString("x");
            }));
        }

        Assert.Equal("c", document.GetText("t").ToString());
        AssertReloads(document);
        Assert.Equal(document.EncodeStateAsUpdate(), Reload(document).EncodeStateAsUpdate());
    }

    [Fact]
    public void An_origin_in_another_type_than_the_right_origin_harms_nobody()
    {
        var document = new Document();
        document.ApplyUpdate(UpdateBytes.OfClient(1, 0, 3, writer =>
        {
            writer.InRoot(UpdateBytes.Text, "t");
            writer.WriteVarString("ab");
            writer.InRoot(UpdateBytes.Text, "u");
            writer.WriteVarString("cd");
            writer.InRoot(UpdateBytes.Any | UpdateBytes.Sub, "m");
            writer.WriteVarString("k");
            writer.WriteVarUint(1);
            writer.WriteAny(1);
        }));
        var clock = 0UL;
        foreach (var (left, right) in ((ulong, ulong)[])[(0, 2), (3, 0), (4, 1), (1, 4), (1, 0), (3, 2)])
        {
            var update = UpdateBytes.OfClient(2, clock, 1, writer =>
            {
                writer.WriteUint8(UpdateBytes.Text | UpdateBytes.Origin | UpdateBytes.RightOrigin);
                foreach (var number in (ulong[])[1, left, 1, right])
                {
                    writer.WriteVarUint(number);
                }

                writer.WriteVarString("x");
            });
            try
            {
                document.ApplyUpdate(update);
                clock++;
            }
            catch (MalformedUpdateException)
            {
                // Refusing it is as good as bearing it.
            }

            _ = document.GetText("t").ToDelta();
            _ = document.GetMap("m").ToJson();
        }

        Assert.Equal(document.EncodeSnapshot(), Reload(document).EncodeSnapshot());
    }

    // A document must never hold what a document with the same limits refuses: nobody could open it again.
    private static void AssertLoadsWithTheSameLimits(Document document, UpdateLimits limits)
    {
        var loaded = new Document(new DocumentOptions { Limits = limits });
        loaded.ApplyUpdate(document.EncodeStateAsUpdate());
        Assert.Equal(document.EncodeStateAsUpdate(), loaded.EncodeStateAsUpdate());
    }

    private static void AssertReloads(Document document)
    {
        StoreInvariants.Check(document);
        var loaded = Reload(document);
        Assert.Equal(document.EncodeSnapshot(), loaded.EncodeSnapshot());
        Assert.Equal(document.GetText("t").ToString(), loaded.GetText("t").ToString());
    }

    private static Document Reload(Document document)
    {
        var loaded = new Document();
        loaded.ApplyUpdate(document.EncodeStateAsUpdate());
        return loaded;
    }
}
