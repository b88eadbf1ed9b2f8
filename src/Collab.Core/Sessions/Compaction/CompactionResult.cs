namespace Collab.Core.Sessions;

/// <summary>What became of an attempt to write a checkpoint.</summary>
/// <param name="Sequence">The newest update that a checkpoint in the store stands for now; 0 if that is not known.</param>
/// <param name="StateBytes">The size of that checkpoint; 0 if that is not known.</param>
/// <param name="LogBytes">The log that it replaced.</param>
internal readonly record struct CompactionResult(
    CompactionOutcome Outcome, long Sequence = 0, long StateBytes = 0, long LogBytes = 0);
