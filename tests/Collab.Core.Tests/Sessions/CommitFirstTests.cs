using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>Nobody sees what is not durable, and nobody waits for more than the commits under way.</summary>
public sealed class CommitFirstTests
{
    private readonly SteppedSessions _stepped = new(new DocumentSessionOptions { Durability = DurabilityMode.CommitFirst });

    [Fact]
    public void What_comes_during_a_commit_is_relayed_as_one_update_after_its_own()
    {
        var one = _stepped.Join(1);
        var other = _stepped.Join(2);
        var reader = _stepped.Join(3);
        _stepped.Store.Hold();
        _stepped.Run(() => one.TypeAsync("first "));
        _stepped.Run(() => one.TypeAsync("second "));
        _stepped.Run(() => other.TypeAsync("third "));

        var before = _stepped.ReadAll(reader).Concat(_stepped.ReadAll(one));
        _stepped.ReleaseOne();
        var first = _stepped.ReadAll(reader);
        var firstText = reader.Text;
        _stepped.ReleaseOne();
        var rest = _stepped.ReadAll(reader);

        Assert.Empty(before);
        Assert.Single(first);
        Assert.Equal("first ", firstText);
        Assert.Single(rest);
        _stepped.ReadAll(one);
        _stepped.ReadAll(other);
        Assert.Equal(one.Text, reader.Text);
        Assert.Equal(other.Text, reader.Text);
        Assert.Contains("third", reader.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newcomer_is_told_nothing_of_what_is_not_durable()
    {
        var writer = _stepped.Join(1);
        _stepped.Store.Hold();
        _stepped.Run(() => writer.TypeAsync("not yet"));
        var newcomer = new FakePeer(2);
        var joining = _stepped.Scheduler.Start(async () =>
        {
            await newcomer.JoinAsync(_stepped.Sessions, SteppedSessions.Name);
            return true;
        });
        _stepped.Scheduler.RunAll();

        var waits = !joining.IsCompleted;
        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();

        Assert.True(waits);
        Assert.True(joining.IsCompletedSuccessfully);
        Assert.Equal("not yet", newcomer.Text);
    }

    [Fact]
    public void A_newcomer_waits_for_no_more_than_the_commits_under_way_though_others_write_on()
    {
        var writer = _stepped.Join(1);
        var newcomer = new FakePeer(2);
        _stepped.Run(() => newcomer.ConnectAsync(_stepped.Sessions, SteppedSessions.Name));
        _stepped.Store.Hold();
        _stepped.Run(() => writer.TypeAsync("first "));
        _stepped.Run(() => newcomer.SendAsync(YWebsocketFrame.Step1(StateVector.Empty.Encode())));
        var rounds = 0;
        while (rounds < 5 && _stepped.ReadAll(newcomer).Count == 0)
        {
            rounds++;
            _stepped.Run(() => writer.TypeAsync($"{rounds} "));
            _stepped.ReleaseOne();
        }

        _stepped.Store.Release();
        _stepped.Scheduler.RunAll();
        _stepped.ReadAll(newcomer);

        Assert.InRange(rounds, 1, 2);
        Assert.Equal(writer.Text, newcomer.Text);
    }

    [Fact]
    public void Those_who_write_go_on_though_newcomers_never_end()
    {
        var writer = _stepped.Join(1);
        _stepped.Store.Hold();
        var joining = new List<Task<bool>>();
        for (var round = 0UL; round < 10; round++)
        {
            var newcomer = new FakePeer(round + 2);
            _stepped.Run(() => writer.TypeAsync($"{round} "));
            joining.Add(_stepped.Scheduler.Start(async () =>
            {
                await newcomer.JoinAsync(_stepped.Sessions, SteppedSessions.Name);
                return true;
            }));
            _stepped.Scheduler.RunAll();
            _stepped.ReleaseOne();
        }

        _stepped.ReadAll(writer);
        Assert.True(_stepped.Store.Appends >= 9, $"{_stepped.Store.Appends} commits");
        Assert.True(joining.Count(join => join.IsCompletedSuccessfully) >= 8);
    }

    [Fact]
    public void The_host_reads_only_what_is_durable_and_its_edits_wait_for_newcomers_too()
    {
        var writer = _stepped.Join(1);
        var newcomer = _stepped.Join(2);
        _stepped.Store.Hold();
        _stepped.Run(() => writer.TypeAsync("text "));
        var read = _stepped.Scheduler.Run(() => _stepped.Sessions.ReadAsync(
            SteppedSessions.Name, document => document.GetText("text").ToString(), TestContext.Current.CancellationToken));
        var readEarly = read.IsCompleted;
        _stepped.Run(() => newcomer.SendAsync(YWebsocketFrame.Step1(StateVector.Empty.Encode())));
        var edit = _stepped.Scheduler.Run(async () =>
        {
            await _stepped.Sessions.EditAsync(
                SteppedSessions.Name, document => document.GetText("text").Insert(0, "host "), TestContext.Current.CancellationToken);
            return true;
        });
        _stepped.ReleaseOne();
        var step2 = _stepped.ReadAll(newcomer);
        var seen = newcomer.Text;
        _stepped.ReleaseOne();
        _stepped.ReadAll(newcomer);

        Assert.False(readEarly);
        Assert.Equal("text ", SteppedSessions.ResultOf(read));
        Assert.Contains(step2, message => message.Kind == InboundKind.SyncStep2);
        Assert.Equal("text ", seen);
        Assert.True(edit.IsCompletedSuccessfully);
        Assert.Equal("host text ", newcomer.Text);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public void One_that_fell_behind_catches_up_with_what_is_durable_alone(int ringBatches)
    {
        var stepped = new SteppedSessions(new DocumentSessionOptions
        {
            Durability = DurabilityMode.CommitFirst,
            RingBatches = ringBatches,
            CatchUpInterval = TimeSpan.Zero,
        });
        var writer = stepped.Join(1);
        var slow = stepped.Join(new FakePeer(2, outboxBytes: 1024));
        for (var round = 0; round < 10; round++)
        {
            stepped.Run(() => writer.TypeAsync(new string((char)('a' + round), 500)));
        }

        var durable = writer.Text;
        stepped.Store.Hold();
        stepped.Run(() => writer.TypeAsync("not yet"));
        stepped.ReadAll(slow);
        var seen = slow.Text;
        stepped.Store.Release();
        stepped.Scheduler.RunAll();
        stepped.ReadAll(slow);

        Assert.StartsWith(seen, durable, StringComparison.Ordinal);
        Assert.Equal(writer.Text, slow.Text);
    }
}
