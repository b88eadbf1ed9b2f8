using System.Text;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Collab.Server.Commands;

namespace Collab.Server.Tests.Commands;

/// <summary>What is kept from before a checkpoint tells whether the checkpoint is right.</summary>
public sealed class CheckpointComparisonTests
{
    private readonly List<ReadOnlyMemory<byte>> _updates = [];
    private readonly List<ReadOnlyMemory<byte>> _states = [];

    public CheckpointComparisonTests()
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        document.Update += (update, _) =>
        {
            _updates.Add(update);
            _states.Add(document.EncodeStateAsUpdate());
        };
        var text = document.GetText("t");
        text.Insert(0, "first");
        text.Insert(5, " second");
        text.Format(0, 5, [KeyValuePair.Create("bold", Any.FromBoolean(true))]);
        text.Delete(0, 1);
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "second", "sEcond" },
        { "bold", "bald" },
        { "true", "null" },
    };

    [Fact]
    public void A_checkpoint_that_is_what_was_before_it_is_sound()
    {
        Assert.Empty(FindingsOf(Inspected(_states[^1])));
        Assert.Empty(FindingsOf(Inspected(_states[^1]) with { Previous = null, Replaced = _updates }));
        Assert.Empty(FindingsOf(Inspected(_states[^1]) with { Replaced = _updates }));
    }

    [Theory, MemberData(nameof(Changes))]
    public void Content_that_changed_between_two_checkpoints_is_damage(string from, string to)
    {
        var changed = Changed(_states[^1], from, to);

        Assert.Contains("is not what the one at 1", Assert.Single(FindingsOf(Inspected(changed))).What, StringComparison.Ordinal);
        Assert.Contains(
            "is not what the updates before it make",
            Assert.Single(FindingsOf(Inspected(changed) with { Previous = null, Replaced = _updates })).What,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_holds_more_than_what_was_before_it_is_damage()
    {
        var inspected = Inspected(_states[^1]) with
        {
            Stored = new StoredDocument(new Checkpoint(3, _states[^1]), [_updates[3]]),
            Replaced = _updates[1..3],
        };

        Assert.Equal(FindingSeverity.Damage, Assert.Single(FindingsOf(inspected)).Severity);
    }

    [Fact]
    public void Where_updates_between_are_not_kept_nothing_is_said()
    {
        var inspected = Inspected(Changed(_states[^1], "second", "sEcond")) with { Replaced = _updates[2..] };

        Assert.Empty(FindingsOf(inspected));
    }

    [Fact]
    public void A_previous_checkpoint_that_is_no_update_is_damage()
    {
        var inspected = Inspected(_states[^1]) with { Previous = new Checkpoint(1, new byte[] { 0xFF }) };

        Assert.Contains("no Yjs update", Assert.Single(FindingsOf(inspected)).What, StringComparison.Ordinal);
    }

    private InspectedDocument Inspected(ReadOnlyMemory<byte> newest) => new(
        new StoredDocument(new Checkpoint(_updates.Count, newest), []), _updates[1..], new Checkpoint(1, _states[0]));

    private static IReadOnlyList<StoreFinding> FindingsOf(InspectedDocument inspected)
    {
        var replay = new DocumentReplay(new UpdateLimits());
        replay.Run(inspected);
        return replay.Findings;
    }

    private static byte[] Changed(ReadOnlyMemory<byte> state, string from, string to)
    {
        var changed = state.ToArray();
        Encoding.UTF8.GetBytes(to).CopyTo(changed.AsSpan(changed.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from))));
        return changed;
    }
}
