using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>Documents that nobody has changed for a while, which are kept as the bytes of their checkpoint.</summary>
public sealed class RestingTests
{
    private static readonly DocumentSessionOptions Options = new()
    {
        IntegratedTimeout = TimeSpan.FromSeconds(20),
        IdleTimeout = TimeSpan.FromHours(1),
    };

    [Fact]
    public void A_document_at_rest_is_read_from_its_new_checkpoint()
    {
        var sessions = new SteppedSessions(Options);
        var writer = sessions.Join(1);
        sessions.Run(() => writer.TypeAsync("hello"));
        sessions.Advance(19);
        Assert.Equal(0, sessions.Store.Checkpoints);

        sessions.Advance(3);

        Assert.Equal(1, sessions.Store.Checkpoints);
        var loads = sessions.Store.Loads;
        sessions.Advance(60);
        Assert.Equal(loads, sessions.Store.Loads);
        Assert.Equal("hello", sessions.Join(2).Text);
    }

    [Fact]
    public void What_is_written_after_the_rest_goes_on_from_there()
    {
        var sessions = new SteppedSessions(Options);
        var writer = sessions.Join(1);
        var reader = sessions.Join(2);
        sessions.Run(() => writer.TypeAsync("before"));
        sessions.Advance(25);
        sessions.ReadAll(writer);

        sessions.Run(() => writer.TypeAsync(" and after"));

        sessions.ReadAll(reader);
        Assert.Equal("before and after", reader.Text);
        Assert.Equal("before and after", sessions.Join(3).Text);
        sessions.Advance(25);
        Assert.Equal("before and after", sessions.Join(4).Text);
        Assert.Equal(2, sessions.Store.Checkpoints);
    }

    [Fact]
    public void What_is_written_while_it_is_read_again_keeps_it_as_it_is()
    {
        var sessions = new SteppedSessions(Options);
        var writer = sessions.Join(1);
        sessions.Run(() => writer.TypeAsync("before"));
        sessions.Store.HoldLoads();
        sessions.Advance(25);

        sessions.Run(() => writer.TypeAsync(" and meanwhile"));
        sessions.Store.ReleaseLoads();
        sessions.Scheduler.RunAll();

        Assert.Equal("before and meanwhile", sessions.Join(2).Text);
    }

    [Fact]
    public void A_document_that_cannot_be_read_again_stays_as_it_is()
    {
        var sessions = new SteppedSessions(Options);
        var writer = sessions.Join(1);
        sessions.Run(() => writer.TypeAsync("hello"));
        sessions.Store.LoadFailure = new InvalidOperationException("lost");

        sessions.Advance(60);

        Assert.Equal("hello", sessions.Join(2).Text);
        sessions.Run(() => writer.TypeAsync(" still"));
        Assert.Equal("hello still", sessions.Join(3).Text);
    }

    [Fact]
    public void Blocks_that_wait_keep_a_document_integrated()
    {
        var sessions = new SteppedSessions(Options);
        var writer = sessions.Join(1);
        var first = writer.Edit("one ");
        var second = writer.Edit("two");
        sessions.Run(() => writer.SendAsync(YWebsocketFrame.Update(second)));
        sessions.Advance(60);

        sessions.Run(() => writer.SendAsync(YWebsocketFrame.Update(first)));

        Assert.Equal("one two", sessions.Join(2).Text);
    }
}
