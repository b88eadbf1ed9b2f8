using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions.Compaction;

public sealed class CheckpointTriggerTests
{
    private readonly ManualTime _time = new();
    private readonly DocumentSessionOptions _options = new()
    {
        CheckpointAfterUpdates = 10,
        CheckpointAfterBytes = 10_000,
        CheckpointAfter = TimeSpan.FromMinutes(1),
    };

    [Theory]
    [InlineData(9, 9_999, false)]
    [InlineData(10, 100, true)]
    [InlineData(1, 10_000, true)]
    public void A_log_is_long_by_updates_or_by_bytes(int updates, int bytes, bool isDue)
    {
        var trigger = Loaded(checkpointBytes: 0);

        trigger.Appended(updates, bytes);

        Assert.Equal(isDue, trigger.IsDue);
    }

    [Fact]
    public void A_large_document_waits_for_log_that_costs_half_as_much()
    {
        // Each update costs 512 bytes more than it has.
        var trigger = Loaded(checkpointBytes: 50_000);

        trigger.Appended(1 + 47, 100);
        Assert.False(trigger.IsDue);
        trigger.Appended(1 + 49, 100);

        Assert.True(trigger.IsDue);
    }

    [Fact]
    public void The_age_of_the_oldest_update_counts()
    {
        var trigger = Loaded(checkpointBytes: 0);
        Assert.Null(trigger.DueIn);

        trigger.Appended(1, 10);
        _time.Advance(TimeSpan.FromSeconds(40));
        trigger.Appended(2, 10);

        Assert.Equal(TimeSpan.FromSeconds(20), trigger.DueIn);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(trigger.IsDue);
    }

    [Fact]
    public void Log_that_was_there_already_ages_from_the_load_on()
    {
        var trigger = new CheckpointTrigger(_options, _time);

        trigger.Loaded(new StoredDocument(null, [new byte[10]]), isFallback: false);

        Assert.True(trigger.HasNewLog);
        Assert.Equal(_options.CheckpointAfter, trigger.DueIn);
    }

    [Fact]
    public void Updates_that_came_while_a_checkpoint_was_made_stay_in_the_count()
    {
        var trigger = Loaded(checkpointBytes: 0);
        trigger.Appended(10, 1000);
        trigger.Started();
        trigger.Appended(14, 400);

        trigger.Ended(new CompactionResult(CompactionOutcome.Stored, Sequence: 11, StateBytes: 500, LogBytes: 1100));

        Assert.True(trigger.HasNewLog);
        Assert.False(trigger.IsDue);
        trigger.Appended(20, 0);
        Assert.False(trigger.IsDue);
        trigger.Appended(21, 0);
        Assert.True(trigger.IsDue);
    }

    [Fact]
    public void A_checkpoint_may_reach_past_what_the_session_has_heard_of()
    {
        var trigger = Loaded(checkpointBytes: 0);
        trigger.Appended(10, 1000);

        trigger.Ended(new CompactionResult(CompactionOutcome.Stored, Sequence: 12, StateBytes: 500, LogBytes: 1200));
        trigger.Appended(12, 200);

        Assert.False(trigger.HasNewLog);
    }

    [Theory]
    [InlineData(nameof(CompactionOutcome.Failed))]
    [InlineData(nameof(CompactionOutcome.Differs))]
    public void After_a_failure_there_must_be_as_much_log_again(string outcome)
    {
        var failure = new CompactionResult(Enum.Parse<CompactionOutcome>(outcome));
        var trigger = Loaded(checkpointBytes: 0);
        trigger.Appended(12, 0);

        trigger.Ended(failure);
        Assert.False(trigger.HasNewLog);
        trigger.Appended(23, 0);
        Assert.False(trigger.IsDue);
        trigger.Appended(24, 0);
        Assert.True(trigger.IsDue);
        trigger.Ended(failure);
        trigger.Appended(47, 0);

        Assert.False(trigger.IsDue);
    }

    private CheckpointTrigger Loaded(int checkpointBytes)
    {
        var trigger = new CheckpointTrigger(_options, _time);
        trigger.Loaded(checkpointBytes == 0 ? null : new StoredDocument(new Checkpoint(1, new byte[checkpointBytes]), []), isFallback: false);
        return trigger;
    }
}
