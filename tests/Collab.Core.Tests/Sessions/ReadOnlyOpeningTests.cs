using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions;

/// <summary>Documents whose checkpoint is all there is of them: served from its bytes as long as they are only read.</summary>
public sealed class ReadOnlyOpeningTests
{
    private static readonly CommitId Commit = new(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 1);

    [Fact]
    public void A_joiner_gets_the_checkpoint_as_it_is()
    {
        var (sessions, author) = Store();
        var state = author.Document.EncodeStateAsUpdate();
        var reader = new FakePeer(2);
        sessions.Run(() => reader.ConnectAsync(sessions.Sessions, SteppedSessions.Name));

        sessions.Run(() => reader.SendAsync(YWebsocketFrame.Step1([0])));

        var answer = Assert.Single(sessions.ReadAll(reader));
        Assert.Equal(InboundKind.SyncStep2, answer.Kind);
        Assert.Equal(state, answer.Payload.ToArray());
        Assert.Equal(author.Text, reader.Text);
    }

    [Fact]
    public void A_client_that_has_it_all_is_greeted_and_answered_so()
    {
        var (sessions, author) = Store();
        var vector = author.Document.EncodeStateVector();
        ReadOnlyMemory<byte> greeting = default;
        sessions.Run(async () => greeting = await author.ConnectAsync(sessions.Sessions, SteppedSessions.Name));

        sessions.Run(() => author.SendAsync(YWebsocketFrame.Step1(vector)));
        sessions.Run(() => author.SendAsync(YWebsocketFrame.Step2(author.Document.EncodeStateAsUpdate(StateVector.Decode(vector)))));

        Assert.Equal(vector, greeting.ToArray());
        var answer = Assert.Single(sessions.ReadAll(author));
        Assert.Equal(author.Document.EncodeStateAsUpdate(StateVector.Decode(vector)), answer.Payload.ToArray());
        Assert.Equal(1, sessions.Store.Appends);
    }

    [Fact]
    public void A_client_that_lacks_some_gets_what_it_lacks()
    {
        var (sessions, author) = Store();
        var reader = new FakePeer(2);
        reader.Document.ApplyUpdate(FirstOf(author));

        sessions.Join(reader);
        sessions.ReadAll(reader);

        Assert.Equal(author.Text, reader.Text);
    }

    [Fact]
    public void It_can_be_written_once_it_was_read()
    {
        var (sessions, author) = Store();
        var reader = sessions.Join(2);
        var writer = sessions.Join(3);

        sessions.Run(() => writer.TypeAsync(" and more"));

        sessions.ReadAll(reader);
        Assert.Equal(author.Text + " and more", reader.Text);
        var stored = SteppedSessions.ResultOf(sessions.Store.LoadAsync(SteppedSessions.Name, CancellationToken.None))!;
        Assert.Equal(2, stored.Sequence);
        Assert.Equal(writer.Text, sessions.Run(() => sessions.Sessions.ReadAsync(
            SteppedSessions.Name, document => document.GetText("text").ToString(), CancellationToken.None)));
    }

    [Fact]
    public void The_host_reads_it_as_any_other()
    {
        var (sessions, author) = Store();

        var text = sessions.Run(() => sessions.Sessions.ReadAsync(
            SteppedSessions.Name, document => document.GetText("text").ToString(), CancellationToken.None));

        Assert.Equal(author.Text, text);
    }

    [Fact]
    public void A_checkpoint_with_blocks_that_wait_is_served_with_them()
    {
        var author = new FakePeer(1);
        var first = author.Edit("one ");
        var second = author.Edit("two");
        var sessions = Store(second);
        var reader = sessions.Join(2);

        var writer = sessions.Join(3);
        sessions.Run(() => writer.SendAsync(YWebsocketFrame.Update(first)));

        sessions.ReadAll(reader);
        Assert.Equal("one two", reader.Text);
    }

    [Fact]
    public void A_checkpoint_that_is_no_update_is_refused()
    {
        var sessions = Store([1, 1, 1]);
        var peer = new FakePeer(2);

        var connected = sessions.Run(() => sessions.Sessions.ConnectAsync(SteppedSessions.Name, peer, CancellationToken.None));

        Assert.Null(connected.Link);
        Assert.Equal(PeerClose.Damaged.Code, connected.Refusal.Code);
    }

    private static byte[] FirstOf(FakePeer author)
    {
        var first = new FakePeer(1);
        first.Edit("hello");
        Assert.StartsWith(first.Text, author.Text, StringComparison.Ordinal);
        return first.Document.EncodeStateAsUpdate();
    }

    private static (SteppedSessions Sessions, FakePeer Author) Store()
    {
        var author = new FakePeer(1);
        author.Edit("hello");
        author.Edit(" world?");
        author.Document.GetText("text").Delete(author.Text.Length - 1, 1);
        return (Store(author.Document.EncodeStateAsUpdate()), author);
    }

    private static SteppedSessions Store(byte[] state)
    {
        var sessions = new SteppedSessions();
        sessions.Run(async () =>
        {
            await sessions.Store.AppendAsync(
                new AppendBatch(Commit, [new DocumentUpdates(SteppedSessions.Name, [state])]), CancellationToken.None);
            await sessions.Store.CompactAsync(SteppedSessions.Name, new Checkpoint(1, state), CancellationToken.None);
        });
        return sessions;
    }
}
