using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions.Access;

/// <summary>What a reader sends changes nothing, and does not cost it the connection.</summary>
public sealed class ReaderTests
{
    private readonly SteppedSessions _stepped = new();

    [Theory]
    [InlineData(PeerAcknowledgement.Echo)]
    [InlineData(PeerAcknowledgement.SyncStatus)]
    [InlineData(PeerAcknowledgement.Barrier)]
    public void No_message_of_whatever_type_changes_the_document(PeerAcknowledgement acknowledgement)
    {
        var writer = _stepped.Join(1);
        _stepped.Run(() => writer.TypeAsync("kept as it is"));
        var before = State();
        var reader = Join(acknowledgement);
        var insertion = reader.Edit("smuggled in");
        var deletion = reader.Document.TransactAndEncode(_ => reader.Document.GetText("text").Delete(0, 4))!;
        var everything = reader.Document.EncodeStateAsUpdate();

        for (var type = 0; type < 256; type++)
        {
            for (byte sync = 0; sync < 3; sync++)
            {
                foreach (var update in new[] { insertion, deletion, everything })
                {
                    if (reader.Closed.Task.IsCompleted)
                    {
                        // What cannot be read ends a connection, as a state vector that is an update.
                        reader = Join(acknowledgement);
                    }

                    _stepped.Run(() => reader.SendAsync(Message(type, sync, update)));
                }
            }

            Assert.Equal(before, State());
        }

        Assert.Equal(before, new SteppedState(_stepped).Reloaded());
    }

    [Theory]
    [InlineData(PeerAcknowledgement.Echo)]
    [InlineData(PeerAcknowledgement.SyncStatus)]
    public void What_the_document_has_already_is_no_news_in_whatever_message(PeerAcknowledgement acknowledgement)
    {
        var writer = _stepped.Join(1);
        _stepped.Run(() => writer.TypeAsync("shared"));
        var deletion = writer.Document.TransactAndEncode(_ => writer.Document.GetText("text").Delete(0, 1))!;
        _stepped.Run(() => writer.SendAsync(YWebsocketFrame.Update(deletion)));
        var reader = Join(acknowledgement);

        _stepped.Run(() => reader.SendAsync(YWebsocketFrame.Step2(reader.Document.EncodeStateAsUpdate())));
        _stepped.Run(() => reader.SendAsync(YWebsocketFrame.Update(reader.Document.EncodeStateAsUpdate())));

        var answers = _stepped.ReadAll(reader);
        Assert.Equal(acknowledgement == PeerAcknowledgement.SyncStatus ? [1, 1] : [], answers.Select(answer => answer.Payload.Span[0]));
    }

    [Fact]
    public void What_waits_in_the_document_is_no_news_either()
    {
        var writer = _stepped.Join(1);
        writer.Edit("never sent ");
        _stepped.Run(() => writer.TypeAsync("waits"));
        var reader = Join(PeerAcknowledgement.SyncStatus);

        _stepped.Run(() => reader.SendAsync(YWebsocketFrame.Step2(reader.Document.EncodeStateAsUpdate())));

        Assert.True(reader.Document.HasPending);
        Assert.Equal([1], _stepped.ReadAll(reader).Select(answer => answer.Payload.Span[0]));
    }

    [Fact]
    public void A_delete_of_what_has_not_come_yet_is_news()
    {
        var reader = Join(PeerAcknowledgement.SyncStatus);

        // No blocks; of client 9, one clock from 5 on is deleted.
        _stepped.Run(() => reader.SendAsync(YWebsocketFrame.Update([0, 1, 9, 1, 5, 1])));

        Assert.Equal([0], _stepped.ReadAll(reader).Select(answer => answer.Payload.Span[0]));
        Assert.Equal([0, 0], State());
    }

    [Fact]
    public void One_is_told_of_refusals_once_a_minute_and_stays()
    {
        var reader = Join(PeerAcknowledgement.Echo);
        for (var second = 0; second < 121; second++)
        {
            _stepped.Run(() => reader.TypeAsync("x"));
            _stepped.Advance(1);
        }

        var told = _stepped.ReadAll(reader).Where(message => message.Kind == InboundKind.Unknown).ToList();
        Assert.Equal(3, told.Count);
        Assert.All(told, message => Assert.Equal(YWebsocketFrame.PermissionDenied("you may only read this document").AsSpan(1), message.Payload.Span));
        Assert.False(reader.Closed.Task.IsCompleted);
    }

    [Fact]
    public void A_document_at_rest_is_not_integrated_for_what_a_reader_repeats()
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions { IntegratedTimeout = TimeSpan.Zero });
        var writer = stepped.Join(1);
        stepped.Run(() => writer.TypeAsync("at rest"));
        writer.Leave();
        stepped.Advance(60);
        var loads = stepped.Store.Loads;
        var reader = new FakePeer(2) { Access = new DocumentAccess(AccessRight.Read), Acknowledgement = PeerAcknowledgement.SyncStatus };
        stepped.Join(reader);
        stepped.ReadAll(reader);
        stepped.Advance(60);

        // One that had been integrated would have been read anew.
        Assert.Equal(loads + 1, stepped.Store.Loads);
        Assert.Equal("at rest", reader.Text);
    }

    private FakePeer Join(PeerAcknowledgement acknowledgement)
    {
        var reader = new FakePeer(2) { Access = new DocumentAccess(AccessRight.Read), Acknowledgement = acknowledgement };
        _stepped.Join(reader);
        _stepped.ReadAll(reader);
        return reader;
    }

    private byte[] State() => new SteppedState(_stepped).Live();

    private static byte[] Message(int type, byte sync, byte[] update)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint((ulong)type);
        if (type == (int)MessageType.Sync)
        {
            writer.WriteVarUint(sync);
        }

        writer.WriteVarBytes(update);
        return writer.ToArray();
    }

    /// <summary>All that a document is, as bytes.</summary>
    private sealed class SteppedState(SteppedSessions stepped)
    {
        public byte[] Live() => stepped.Run(() => stepped.Sessions.ReadAsync(
            SteppedSessions.Name, document => document.EncodeStateAsUpdate(), TestContext.Current.CancellationToken));

        public byte[] Reloaded()
        {
            var stored = stepped.Run(() => stepped.Store.LoadAsync(SteppedSessions.Name, CancellationToken.None))!;
            var document = new Document();
            if (stored.Checkpoint is { } checkpoint)
            {
                document.ApplyUpdate(checkpoint.State.Span);
            }

            foreach (var update in stored.Updates)
            {
                document.ApplyUpdate(update.Span);
            }

            return document.EncodeStateAsUpdate();
        }
    }
}
