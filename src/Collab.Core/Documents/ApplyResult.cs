namespace Collab.Core.Documents;

/// <summary>What an update did; a session decides by it what to relay, to log and to acknowledge.</summary>
public readonly record struct ApplyResult
{
    public ApplyOutcome Outcome { get; init; }

    /// <summary>Of <see cref="ApplyOutcome.Partial"/> alone: what was integrated, encoded V1 as Yjs's <c>update</c> event
    /// would; for every other outcome null, and while there is a <see cref="Document.Recording"/>.</summary>
    public byte[]? Integrated { get; init; }

    /// <summary>The document now holds pending blocks or deletes that it did not hold before, so the received bytes must
    /// be logged.</summary>
    public bool PendingGrew { get; init; }
}
