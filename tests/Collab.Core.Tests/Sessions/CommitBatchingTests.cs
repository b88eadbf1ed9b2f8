using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Tests.Sessions;

/// <summary>What shares a commit: all that came until it began.</summary>
public sealed class CommitBatchingTests
{
    private readonly SteppedSessions _stepped = new();

    [Fact]
    public void What_a_document_adds_while_it_waits_for_the_commit_of_another_goes_with_the_next()
    {
        var other = _stepped.Join(new FakePeer(1), new DocumentName("another"));
        var writer = _stepped.Join(2);
        _stepped.Store.Hold();
        _stepped.Run(() => other.TypeAsync("commits"));
        _stepped.Run(() => writer.TypeAsync("one"));
        _stepped.Run(() => writer.TypeAsync(" two"));
        _stepped.Run(() => writer.TypeAsync(" three"));
        Assert.Equal(1, _stepped.Store.Appends);
        _stepped.ReleaseOne();
        Assert.Equal(2, _stepped.Store.Appends);

        // The second is under way: what comes now is for a third.
        _stepped.Run(() => writer.TypeAsync(" four"));
        _stepped.ReleaseOne();
        Assert.Equal(3, _stepped.Store.Appends);
        Assert.Equal("one two three", TextOf(_stepped.ReadAll(writer)));
        _stepped.ReleaseOne();
        Assert.NotEmpty(_stepped.ReadAll(writer));
    }

    [Fact]
    public void A_store_that_asks_for_it_gets_its_commits_no_faster_and_the_first_at_once()
    {
        _stepped.Store.CommitInterval = TimeSpan.FromSeconds(5);
        var writer = _stepped.Join(1);
        _stepped.Run(() => writer.TypeAsync("one"));
        Assert.Equal(1, _stepped.Store.Appends);

        _stepped.Run(() => writer.TypeAsync(" two"));
        _stepped.Run(() => writer.TypeAsync(" three"));
        _stepped.Advance(4);
        Assert.Equal(1, _stepped.Store.Appends);
        _stepped.Advance(1);
        Assert.Equal(2, _stepped.Store.Appends);

        _stepped.Advance(5);
        _stepped.Run(() => writer.TypeAsync(" four"));
        Assert.Equal(3, _stepped.Store.Appends);
    }

    private static string TextOf(IEnumerable<InboundMessage> echoes)
    {
        var replica = new Document();
        foreach (var echo in echoes)
        {
            replica.ApplyUpdate(echo.Payload.Span);
        }

        return replica.GetText("text").ToString();
    }
}
