namespace Collab.Core.Storage.FileStore;

/// <summary>What a log entry says of a document; the number on disk.</summary>
internal enum LogEntryKind : byte
{
    /// <summary>Updates were appended.</summary>
    Updates = 1,

    /// <summary>The document was deleted: a new life begins, and nothing of an older one counts.</summary>
    Deletion = 2,
}
