using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Core.Tests.Sessions.Compaction;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Tests.Sessions;

public sealed class LoadingTests
{
    private static readonly byte[] NoUpdate = [0xFF];

    private readonly FakePeer _author = new(7);

    [Fact]
    public void A_damaged_document_is_read_from_the_checkpoint_before()
    {
        using var lab = new CompactionLab();
        lab.Store.LoadFailure = new DocumentDamagedException("bad checksum");
        lab.Store.Previous = Stored(_author.Edit("old "), _author.Edit("and new"));

        var reader = lab.Join(1);

        Assert.Equal("old and new", reader.Text);
        Assert.Equal("previous", lab.Outcomes[0]);
        Assert.Contains(lab.Logs.Of(LogLevel.Error), line => line.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_store_reads_whole_but_is_no_update_counts_as_damaged()
    {
        using var lab = new CompactionLab();
        lab.Append(NoUpdate);
        lab.Store.Previous = Stored(_author.Edit("good"));

        Assert.Equal("good", lab.Join(1).Text);
    }

    [Fact]
    public void A_document_that_cannot_be_read_from_either_is_refused_and_not_touched()
    {
        using var lab = new CompactionLab();
        lab.Append(_author.Edit("a"), NoUpdate);
        lab.Store.PreviousFailure = new DocumentDamagedException("that too");

        Assert.Equal(4504, lab.RefusalOf(1));
        Assert.Equal(4504, lab.RefusalOf(2));

        Assert.Equal(1, lab.Store.Appends);
        Assert.Equal(0, lab.Store.Checkpoints);
        Assert.Equal(["damaged", "damaged"], lab.Outcomes);
        Assert.Equal(0, lab.Sessions.Count);
    }

    [Fact]
    public void Without_a_checkpoint_before_it_is_refused()
    {
        using var lab = new CompactionLab();
        lab.Append(NoUpdate);

        Assert.Equal(4504, lab.RefusalOf(1));
    }

    [Fact]
    public void A_checkpoint_before_that_does_not_reach_as_far_is_not_taken()
    {
        using var lab = new CompactionLab();
        var first = _author.Edit("a");
        lab.Append(first, NoUpdate);
        lab.Store.Previous = Stored(first);

        Assert.Equal(4504, lab.RefusalOf(1));
    }

    [Fact]
    public void A_refused_document_opens_once_it_is_repaired()
    {
        using var lab = new CompactionLab();
        lab.Store.LoadFailure = new DocumentDamagedException("bad checksum");
        Assert.Equal(4504, lab.RefusalOf(1));

        lab.Store.LoadFailure = null;
        lab.Append(_author.Edit("whole"));

        Assert.Equal("whole", lab.Join(2).Text);
    }

    [Fact]
    public void A_store_that_cannot_be_reached_is_no_damage()
    {
        using var lab = new CompactionLab();
        lab.Store.LoadFailure = new StoreUnavailableException("down");
        lab.Store.Previous = Stored(_author.Edit("older"));

        Assert.Equal(4503, lab.RefusalOf(1));
        lab.Store.LoadFailure = new DocumentDamagedException("bad checksum");
        lab.Store.PreviousFailure = new StoreUnavailableException("down");
        Assert.Equal(4503, lab.RefusalOf(2));

        Assert.Equal(["failed", "failed"], lab.Outcomes);
    }

    [Fact]
    public void A_load_that_takes_too_long_is_given_up()
    {
        using var lab = new CompactionLab();
        lab.Store.HangsOnLoad = true;

        var refused = lab.Scheduler.Run(() => lab.Sessions.ConnectAsync(CompactionLab.Name, new FakePeer(1), CancellationToken.None));
        Assert.False(refused.IsCompleted);
        lab.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(4503, SteppedSessions.ResultOf(refused).Refusal.Code);
    }

    [Fact]
    public void What_was_stored_loads_whatever_the_limits_for_clients_are_now()
    {
        var limits = new UpdateLimits { MaxBlocksPerUpdate = 1, MaxPendingBlocks = 1, MaxPendingBytes = 10 };
        using var lab = new CompactionLab(new DocumentSessionOptions { Updates = limits });
        _author.Edit("a");
        _author.Document.TransactAndEncode(_ => _author.Document.GetText("text").Insert(0, "b"));
        _author.Document.TransactAndEncode(_ => _author.Document.GetText("text").Insert(1, "c"));
        var many = _author.Document.EncodeStateAsUpdate();
        var stranger = new FakePeer(8);
        stranger.Edit("never sent");
        byte[][] pending = [.. Enumerable.Range(0, 5).Select(i => stranger.Edit($"waits {i}"))];
        lab.Append([many, .. pending]);

        var reader = lab.Join(1);

        Assert.Equal("bca", reader.Text);
        lab.Unload(reader);
        Assert.Equal(6, lab.Stored().Checkpoint!.Sequence);
        Assert.Equal("bca", lab.Text());

        // What clients send is limited as before.
        Assert.Equal(4400, RefusalOf(lab, many));
    }

    private static int RefusalOf(CompactionLab lab, byte[] update)
    {
        var peer = lab.Join(2);
        lab.Send(peer, update);
        return SteppedSessions.ResultOf(peer.Closed.Task).Code;
    }

    private static StoredDocument Stored(params byte[][] updates) =>
        new(null, [.. updates.Select(update => (ReadOnlyMemory<byte>)update)]);
}
