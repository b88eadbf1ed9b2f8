using Microsoft.Extensions.Logging;

namespace Collab.Core.Storage.FileStore;

/// <summary>Lets go of what is kept beside the documents' newest checkpoints, once each of these was read and found whole.</summary>
/// <remarks>The newest may have gone bad while nobody asked for its document: then what is kept is all that there is. May be used by
/// several threads at once.</remarks>
internal sealed partial class KeptSweep(DocumentIndex index, CheckpointFiles checkpoints, ILogger logger)
{
    /// <summary>Lets go of what was kept long enough, beginning with what holds the oldest log.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="most">How many checkpoints are read, for the caller's time.</param>
    /// <returns>Whether there may be more.</returns>
    public bool Run(TimeSpan keepFor, long now, int most)
    {
        var expired = index.FindExpired(keepFor, now, most);
        foreach (var (document, life, newest) in expired)
        {
            try
            {
                checkpoints.Read(document, life, newest);
                index.Release(document, life, newest);
            }
            catch (DocumentDamagedException damage)
            {
                index.MarkCheckpointDamaged(document, damage.Message);
                Log.CheckpointDamaged(logger, document, damage);
            }
            catch (Exception failure) when (StorageFailure.Is(failure))
            {
                Log.Unknown(logger, document, failure);
            }
        }

        return expired.Count == most;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The newest checkpoint of document '{Document}' cannot be read; the one before stays")]
        public static partial void CheckpointDamaged(ILogger logger, DocumentName document, Exception damage);

        [LoggerMessage(LogLevel.Warning, "What is kept of document '{Document}' stays: its newest checkpoint was not read")]
        public static partial void Unknown(ILogger logger, DocumentName document, Exception failure);
    }
}
