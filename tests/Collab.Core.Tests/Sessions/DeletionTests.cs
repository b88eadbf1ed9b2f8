using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions;

/// <summary>What becomes of a document that is deleted, of those who have it open, and of those who come back with it.</summary>
public sealed class DeletionTests
{
    private readonly FakeHost _host = new();
    private readonly SteppedSessions _stepped;

    public DeletionTests() => _stepped = new SteppedSessions(_host);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Those_who_have_it_open_are_closed_for_good_and_nothing_is_stored_any_more()
    {
        var writer = _stepped.Join(1);
        var reader = _stepped.Join(2);
        _stepped.Run(() => writer.TypeAsync("secret"));

        var wasThere = Delete();

        Assert.True(wasThere);
        Assert.Equal(4404, SteppedSessions.ResultOf(writer.Closed.Task).Code);
        Assert.Equal(4404, SteppedSessions.ResultOf(reader.Closed.Task).Code);
        Assert.Null(Stored());
        Assert.Equal(0, _stepped.Sessions.Count);
    }

    [Fact]
    public void What_is_being_committed_meanwhile_is_deleted_too()
    {
        var writer = _stepped.Join(1);
        _stepped.Store.Hold();
        _stepped.Run(() => writer.TypeAsync("being committed, "));
        _stepped.Run(() => writer.TypeAsync("waiting"));
        var deleting = _stepped.Scheduler.Start(() => _stepped.Sessions.DeleteAsync(SteppedSessions.Name, Cancellation));
        _stepped.Scheduler.RunAll();
        var early = deleting.IsCompleted;
        _stepped.ReleaseOne();
        _stepped.ReleaseOne();
        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();

        Assert.False(early);
        Assert.True(SteppedSessions.ResultOf(deleting));
        Assert.Null(Stored());
    }

    [Fact]
    public void Nobody_gets_in_while_it_is_being_deleted()
    {
        var writer = _stepped.Join(1);
        _stepped.Store.Hold();
        _stepped.Run(() => writer.TypeAsync("x"));
        var deleting = _stepped.Scheduler.Start(() => _stepped.Sessions.DeleteAsync(SteppedSessions.Name, Cancellation));
        _stepped.Scheduler.RunAll();

        var refused = Connect(2);
        var read = _stepped.Scheduler.Run(() => _stepped.Sessions.ReadAsync(SteppedSessions.Name, _ => true, Cancellation));
        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();

        Assert.Equal(4404, refused.Refusal.Code);
        Assert.IsType<DocumentDeletedException>(read.Exception!.InnerException);
        Assert.True(SteppedSessions.ResultOf(deleting));
    }

    [Fact]
    public void A_name_that_is_remembered_is_refused_and_what_a_device_brings_is_not_taken()
    {
        var away = _stepped.Join(1);
        _stepped.Run(() => away.TypeAsync("old"));
        _host.Deleted.Add(SteppedSessions.Name);
        Delete();
        var loads = _stepped.Store.Loads;

        var refused = Connect(1);
        var edit = _stepped.Scheduler.Run(async () =>
        {
            await _stepped.Sessions.EditAsync(SteppedSessions.Name, document => document.GetText("text").Insert(0, "x"), Cancellation);
            return true;
        });

        Assert.Equal((4404, null), (refused.Refusal.Code, refused.Link));
        Assert.IsType<DocumentDeletedException>(edit.Exception!.InnerException);
        Assert.Equal(loads, _stepped.Store.Loads);
        Assert.Null(Stored());
        Assert.Equal(0, _stepped.Sessions.Count);
    }

    [Fact]
    public void A_name_that_nobody_remembers_begins_anew()
    {
        var writer = _stepped.Join(1);
        _stepped.Run(() => writer.TypeAsync("old"));
        Delete();

        var next = _stepped.Join(2);
        _stepped.Run(() => next.TypeAsync("new"));

        Assert.Equal("new", _stepped.Join(3).Text);
        Assert.Equal(1, Stored()!.Sequence);
    }

    [Fact]
    public void While_it_cannot_be_told_whether_a_name_is_remembered_nobody_is_let_in()
    {
        _host.DeletedFailure = new StoreUnavailableException("down");
        var refused = Connect(1);
        _host.DeletedFailure = null;
        var again = Connect(1);

        Assert.Equal(4503, refused.Refusal.Code);
        Assert.NotNull(again.Link);
    }

    [Fact]
    public void Deleting_what_is_not_there_or_twice_is_no_mistake()
    {
        Assert.False(Delete());
        var writer = _stepped.Join(1);
        _stepped.Run(() => writer.TypeAsync("x"));

        var both = _stepped.Run(() => Task.WhenAll(
            _stepped.Sessions.DeleteAsync(SteppedSessions.Name, Cancellation),
            _stepped.Sessions.DeleteAsync(SteppedSessions.Name, Cancellation)));

        Assert.Equal([true, false], both);
        Assert.NotNull(Connect(2).Link);
    }

    private bool Delete() => _stepped.Run(() => _stepped.Sessions.DeleteAsync(SteppedSessions.Name, Cancellation));

    private ConnectResult Connect(ulong client) =>
        _stepped.Run(() => _stepped.Sessions.ConnectAsync(SteppedSessions.Name, new FakePeer(client), Cancellation));

    private StoredDocument? Stored() => _stepped.Run(() => _stepped.Store.LoadAsync(SteppedSessions.Name, Cancellation));
}
