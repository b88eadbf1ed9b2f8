using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Storage;

namespace Collab.Server.Catalog;

/// <summary>Erases all that is kept of a document whose name the catalogue remembers as deleted.</summary>
internal sealed partial class DocumentEraser(
    ICollabDocuments documents, IEnumerable<IDocumentRemains> remains, ILogger<DocumentEraser> logger)
{
    /// <returns>False if the storage failed: the document is deleted for everybody, and its bytes are erased by a later call.</returns>
    public async Task<bool> TryEraseAsync(DocumentName document, CancellationToken cancellationToken)
    {
        try
        {
            // The content last: as long as the store lists it, there is something left to erase.
            foreach (var remain in remains)
            {
                await remain.EraseAsync(document, cancellationToken);
            }

            await documents.DeleteAsync(document, cancellationToken);
            Log.Erased(logger, document);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            Log.Unfinished(logger, document, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Document} was deleted for good")]
        public static partial void Erased(ILogger logger, DocumentName document);

        [LoggerMessage(LogLevel.Warning, "{Document} is deleted, and not all of it could be erased; trying again later")]
        public static partial void Unfinished(ILogger logger, DocumentName document, Exception failure);
    }
}
