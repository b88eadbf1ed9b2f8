using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Storage;

namespace Collab.Server.Commands;

/// <summary>Makes a document's newest checkpoint once more, of what is still kept from before it, and compares.</summary>
/// <remarks>That what it replaced adds nothing to it is not enough: of units that are there it would not notice other content.</remarks>
internal static class CheckpointComparison
{
    /// <returns>What is wrong with the newest checkpoint; null if nothing, or too little is kept to tell.</returns>
    public static StoreFinding? FindDifference(InspectedDocument inspected)
    {
        if (inspected.Stored.Checkpoint is not { } newest)
        {
            return null;
        }

        // Without a checkpoint before it the log has to reach back to the first update.
        var from = inspected.Previous?.Sequence ?? 0;
        if (inspected.Replaced.Count < newest.Sequence - from)
        {
            return null;
        }

        try
        {
            // Updates from before the previous checkpoint may be there too, and add nothing.
            var before = Read([.. Checkpoints(inspected.Previous), .. inspected.Replaced]);
            return before.GetContentDigest() == Read([newest.State]).GetContentDigest()
                ? null
                : new StoreFinding(FindingSeverity.Damage, from == 0
                    ? $"its checkpoint at sequence {newest.Sequence} is not what the updates before it make"
                    : $"its checkpoint at sequence {newest.Sequence} is not what the one at {from} and the updates between make");
        }
        catch (MalformedUpdateException malformed)
        {
            return new StoreFinding(
                FindingSeverity.Damage, $"what is kept from before its checkpoint is no Yjs update: {malformed.Message}");
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Checkpoints(Checkpoint? previous) => previous is null ? [] : [previous.State];

    private static Document Read(IEnumerable<ReadOnlyMemory<byte>> updates)
    {
        var document = new Document();
        foreach (var update in updates)
        {
            document.ApplyStoredUpdate(update.Span);
        }

        document.RetryPending();
        return document;
    }
}
