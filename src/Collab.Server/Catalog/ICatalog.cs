using Collab.Core;

namespace Collab.Server.Catalog;

/// <summary>The list of documents with what the app shows of them: a mirror of what the documents say of themselves, and what people
/// do with them: folder, star, trash, deletion.</summary>
/// <remarks>All methods may be called at the same time, and all throw <see cref="Core.Storage.StoreUnavailableException"/> if the
/// catalogue cannot be read or written now: nothing of a change may have been made then, and it can be tried again. Changes are durable once
/// their task completes. Implementations are checked by one contract test suite.</remarks>
internal interface ICatalog
{
    /// <summary>Records what documents say of themselves.</summary>
    /// <param name="records">No document twice. One that is not listed yet is listed, made at that time; one that is listed at
    /// the same or a newer sequence, or was deleted, stays as it is: records may come late and again.</param>
    Task RecordAsync(IReadOnlyCollection<DocumentRecord> records, CancellationToken cancellationToken);

    /// <returns>Null if the document is not listed.</returns>
    Task<DocumentEntry?> FindAsync(DocumentName name, CancellationToken cancellationToken);

    /// <summary>Lists all documents, those in the trash too, the last changed first, then by name.</summary>
    Task<IReadOnlyList<DocumentEntry>> ListAsync(CancellationToken cancellationToken);

    /// <returns>The entry as it is then; null if the document is not listed.</returns>
    Task<DocumentEntry?> ChangeAsync(DocumentName name, EntryChange change, CancellationToken cancellationToken);

    /// <summary>Gives a folder another name in all entries that are in it, those in the trash too, at once: of two who rename the
    /// same folder, the second is told that it is not there.</summary>
    /// <param name="to">Not the name that it has. No entry outside of the trash may be in a folder of this name.</param>
    Task<FolderRenaming> RenameFolderAsync(string from, string to, CancellationToken cancellationToken);

    /// <summary>Takes a document that is in the trash off the list for good, and remembers its name, so that nothing brings it back.</summary>
    Task<DeletionOutcome> DeleteAsync(DocumentName name, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Whether a document of that name was deleted.</summary>
    Task<bool> IsDeletedAsync(DocumentName name, CancellationToken cancellationToken);

    /// <summary>Lists the names of deleted documents, in no order.</summary>
    Task<IReadOnlyList<DocumentName>> ListDeletedAsync(CancellationToken cancellationToken);

    /// <summary>Lets a deleted document's name be listed again.</summary>
    Task ForgetDeletionAsync(DocumentName name, CancellationToken cancellationToken);
}
