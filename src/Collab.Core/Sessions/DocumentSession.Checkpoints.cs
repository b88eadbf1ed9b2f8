using System.Diagnostics.CodeAnalysis;

namespace Collab.Core.Sessions;

// When checkpoints are made; how, is the compactor's.
[SuppressMessage("Design", "CA1001", Justification = "The loop disposes of the timer; the source of the stop holds nothing.")]
internal sealed partial class DocumentSession
{
    private readonly CheckpointTrigger _trigger;

    /// <summary>Gives up what can be done again by whoever opens the document next: loading, and a checkpoint.</summary>
    private readonly CancellationTokenSource _stop = new();

    private Task? _compacting;

    private void StartCheckpointIfDue()
    {
        if (_compacting is null && _trigger.IsDue && !_stopping)
        {
            StartCheckpoint();
        }
    }

    private void StartCheckpoint()
    {
        _trigger.Started();
        _compacting = _environment.Run(async () =>
        {
            var result = await _compactor.CompactAsync(Name, _stop.Token);
            Post(Command.Of(CommandKind.Compacted, result));
        });
    }

    private void OnCompacted(CompactionResult result)
    {
        _compacting = null;
        _trigger.Ended(result);
    }
}
