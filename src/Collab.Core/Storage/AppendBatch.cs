namespace Collab.Core.Storage;

/// <summary>What one commit carries.</summary>
/// <param name="Id">Names the commit, so that it can be repeated when its outcome is unknown.</param>
/// <param name="Documents">The documents' updates; no document twice.</param>
public sealed record AppendBatch(CommitId Id, IReadOnlyList<DocumentUpdates> Documents);

/// <summary>One commit of one writer.</summary>
/// <param name="Writer">The process's incarnation: a new random one at each start.</param>
/// <param name="Number">1 for a writer's first commit, then one more each. A writer has one commit under way at a time.</param>
public readonly record struct CommitId(Guid Writer, long Number);

/// <summary>Updates of one document, oldest first. Each is a Yjs update, V1; at least one.</summary>
public sealed record DocumentUpdates(DocumentName Document, IReadOnlyList<ReadOnlyMemory<byte>> Updates);

/// <summary>How one document of a batch fared.</summary>
/// <param name="Sequence">The sequence of its last update; 0 if it failed.</param>
/// <param name="Error">Why nothing of this document was appended, while others were; null if all was.</param>
public readonly record struct AppendResult(DocumentName Document, long Sequence, Exception? Error = null);
