namespace Collab.Core.Storage.FileStore;

/// <summary>One document's part of a commit, to be written.</summary>
/// <param name="Life">How often a document of that name was deleted before; its sequence begins anew in each
/// life.</param>
/// <param name="FirstSequence">The sequence of the first update.</param>
internal sealed record LogEntry(
    LogEntryKind Kind,
    DocumentName Document,
    int Life,
    long FirstSequence,
    IReadOnlyList<ReadOnlyMemory<byte>> Updates);
