namespace Collab.Core.Sessions;

/// <summary>A document's change that has become durable.</summary>
/// <param name="Sequence">The sequence of its newest durable update.</param>
/// <param name="Meta">What the document said of itself at that sequence.</param>
/// <param name="At">When it was committed.</param>
public readonly record struct CommittedChange(DocumentName Document, long Sequence, DocumentMeta Meta, DateTimeOffset At);
