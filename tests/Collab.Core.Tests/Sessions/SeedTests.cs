using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions;

/// <summary>What a document begins with that does not exist yet: asked for once, and durable before anybody sees it.</summary>
public sealed class SeedTests
{
    private readonly FakeHost _host = new() { Seed = Text("from a template") };
    private readonly SteppedSessions _stepped;

    public SeedTests() => _stepped = new SteppedSessions(_host);

    [Fact]
    public void However_many_come_at_once_it_is_asked_for_once()
    {
        _host.Hold();
        var peers = Enumerable.Range(1, 50).Select(client => new FakePeer((ulong)client)).ToList();
        var joining = peers.Select(peer => _stepped.Scheduler.Start(() => JoinAsync(peer))).ToList();
        _stepped.Scheduler.RunAll();
        _host.Release();
        _stepped.Scheduler.RunAll();

        Assert.All(joining, join => Assert.True(SteppedSessions.ResultOf(join)));
        Assert.All(peers, peer => Assert.Equal("from a template", peer.Text));
        Assert.Equal(1, _host.Asked);
    }

    [Fact]
    public void Nobody_is_let_in_before_it_is_durable()
    {
        _stepped.Store.Hold();
        var peer = new FakePeer(1);
        var joining = _stepped.Scheduler.Start(() => JoinAsync(peer));
        _stepped.Scheduler.RunAll();
        var early = joining.IsCompleted;
        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();

        Assert.False(early);
        Assert.True(SteppedSessions.ResultOf(joining));
        Assert.Equal("from a template", Stored());
    }

    [Fact]
    public void A_document_that_exists_is_not_seeded_again()
    {
        var peer = _stepped.Join(1);
        peer.Leave();
        _stepped.Advance(120);
        var again = _stepped.Join(2);

        Assert.Equal("from a template", again.Text);
        Assert.Equal(1, _host.Asked);
    }

    [Fact]
    public void A_crash_before_it_is_durable_has_it_asked_for_again_and_one_afterwards_has_not()
    {
        _stepped.Store.Hold();
        _stepped.Scheduler.Start(() => JoinAsync(new FakePeer(1)));
        _stepped.Scheduler.RunAll();
        var asked = _host.Asked;

        // The first process is never heard of again.
        _stepped.Store.Forget();
        Assert.Equal("from a template", JoinTo(_stepped.Open(null, [], _host)).Text);
        Assert.Equal("from a template", JoinTo(_stepped.Open(null, [], _host)).Text);

        Assert.Equal(1, asked);
        Assert.Equal(2, _host.Asked);
    }

    [Fact]
    public void If_it_fails_nobody_is_let_in_and_the_next_one_has_it_asked_for_again()
    {
        _host.Failure = new InvalidOperationException("no template today");
        var refused = _stepped.Run(() => ConnectAsync(new FakePeer(1)));
        _host.Failure = null;
        var peer = _stepped.Join(2);

        Assert.Equal(4503, refused.Refusal.Code);
        Assert.Equal("from a template", peer.Text);
        Assert.Equal(2, _host.Asked);
    }

    [Fact]
    public void One_that_hangs_counts_as_failed()
    {
        _host.Hold();
        var connecting = _stepped.Scheduler.Start(() => ConnectAsync(new FakePeer(1)));
        _stepped.Advance(31);

        Assert.Equal(4503, SteppedSessions.ResultOf(connecting).Refusal.Code);
        Assert.Null(FindStored());
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, 1 })]
    [InlineData(new byte[] { 0, 1, 9, 1, 5, 1 })]
    public void What_is_no_update_or_not_all_of_one_counts_as_failed(byte[] seed)
    {
        _host.Seed = seed;

        Assert.Equal(4503, _stepped.Run(() => ConnectAsync(new FakePeer(1))).Refusal.Code);
        Assert.Null(FindStored());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0 })]
    public void A_host_that_has_nothing_for_it_leaves_it_empty(byte[]? seed)
    {
        _host.Seed = seed;

        Assert.Equal("", _stepped.Join(1).Text);
        Assert.Null(FindStored());
    }

    [Fact]
    public void While_the_store_fails_those_who_wait_are_sent_away_and_it_is_not_asked_for_again()
    {
        _stepped.Store.Failure = new IOException("no disk");
        var connecting = _stepped.Scheduler.Start(() => ConnectAsync(new FakePeer(1)));
        _stepped.Advance(31);
        _stepped.Store.Failure = null;
        _stepped.Advance(5);
        var peer = _stepped.Join(2);

        Assert.Equal(4503, SteppedSessions.ResultOf(connecting).Refusal.Code);
        Assert.Equal("from a template", peer.Text);
        Assert.Equal(1, _host.Asked);
    }

    [Fact]
    public void A_store_that_refuses_it_sends_those_away_who_wait()
    {
        _stepped.Store.Refusal = new InvalidDataException("not this one");

        Assert.Equal(4503, _stepped.Run(() => ConnectAsync(new FakePeer(1))).Refusal.Code);
    }

    [Fact]
    public void A_host_that_reads_or_edits_first_finds_it_too()
    {
        _stepped.Run(() => _stepped.Sessions.EditAsync(
            SteppedSessions.Name, document => document.GetText("text").Insert(0, "edited: "), CancellationToken.None));

        Assert.Equal("edited: from a template", Stored());
    }

    private static ReadOnlyMemory<byte> Text(string text)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1000) });
        return document.TransactAndEncode(_ => document.GetText("text").Insert(0, text))!;
    }

    private FakePeer JoinTo(SessionRegistry sessions)
    {
        var peer = new FakePeer(7);
        _stepped.Run(() => peer.JoinAsync(sessions, SteppedSessions.Name));
        return peer;
    }

    private async Task<bool> JoinAsync(FakePeer peer)
    {
        await peer.JoinAsync(_stepped.Sessions, SteppedSessions.Name);
        return true;
    }

    private Task<ConnectResult> ConnectAsync(FakePeer peer) =>
        _stepped.Sessions.ConnectAsync(SteppedSessions.Name, peer, CancellationToken.None);

    private StoredDocument? FindStored() =>
        _stepped.Run(() => _stepped.Store.LoadAsync(SteppedSessions.Name, CancellationToken.None));

    private string Stored()
    {
        var document = new Document();
        foreach (var update in FindStored()!.Updates)
        {
            document.ApplyUpdate(update.Span);
        }

        return document.GetText("text").ToString();
    }
}
