using Collab.Core.Documents;
using Collab.Core.Storage;

namespace Collab.Core.Sessions;

/// <summary>A checkpoint, with what it must read back as before it may replace log.</summary>
internal sealed record CheckpointCandidate(
    Checkpoint Checkpoint, StateVector StateVector, DeleteSet DeleteSet, long LogUpdates, long LogBytes)
{
    /// <summary>Decodes the checkpoint as a later load would and compares.</summary>
    public bool ReadsBack(UpdateLimits limits)
    {
        var copy = new Document(new DocumentOptions { Limits = limits });
        copy.ApplyUpdate(Checkpoint.State.Span);
        return copy.GetStateVector().Equals(StateVector) && copy.GetDeleteSet().Equals(DeleteSet);
    }
}
