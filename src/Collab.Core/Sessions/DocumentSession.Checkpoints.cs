using System.Diagnostics.CodeAnalysis;

namespace Collab.Core.Sessions;

// When checkpoints are made; how, is the compactor's.
[SuppressMessage("Design", "CA1001", Justification = "The loop disposes of it when it ends.")]
internal sealed partial class DocumentSession
{
    private readonly CheckpointTrigger _trigger;
    private readonly CancellationTokenSource _compactionStop = new();
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
            var result = await _compactor.CompactAsync(Name, _compactionStop.Token);
            Post(Command.Of(CommandKind.Compacted, result));
        });
    }

    private void OnCompacted(CompactionResult result)
    {
        _compacting = null;
        _trigger.Ended(result);
    }

    /// <summary>Gives up a checkpoint that is being made: it can be made whenever somebody loads the document.</summary>
    private void StopCheckpoint() => _compactionStop.Cancel();
}
