using Collab.Core;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Collab.Server.Configuration;

namespace Collab.Server.Samples;

/// <summary>A board and a document that explain the app, for the first start: an empty page tells nobody what it is for.</summary>
/// <remarks>They are made once, where nothing is stored and nothing was ever deleted, and are documents like any other then.</remarks>
internal sealed partial class SampleDocuments(
    IConfiguration configuration, IDocumentStore store, ICatalog catalog, ILogger<SampleDocuments> logger)
{
    /// <summary>Whether they are made; true if it is not said.</summary>
    public const string Setting = "Collab:Samples";

    // Yjs updates (V1), made by src/Collab.Web/scripts/makeSamples.mjs.
    private static readonly string[] Resources = ["welcome-document.bin", "welcome-board.bin"];

    /// <summary>Puts them into an empty store; the catalogue lists them when it is brought up to what the store holds.</summary>
    /// <exception cref="InvalidSettingException">The setting is neither true nor false.</exception>
    /// <exception cref="StoreUnavailableException">The store or the catalogue cannot be used now.</exception>
    public async Task AddToEmptyStoreAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted() || !await IsEmptyAsync(cancellationToken))
        {
            return;
        }

        // A commit of its own: the sessions' writer has not begun.
        List<DocumentUpdates> samples = [.. Resources.Select(resource => new DocumentUpdates(NewName.Create(), [Read(resource)]))];
        var results = await store.AppendAsync(new AppendBatch(new CommitId(Guid.NewGuid(), 1), samples), cancellationToken);
        foreach (var (document, _, error) in results)
        {
            if (error is not null)
            {
                // The app works without it.
                Log.NotMade(logger, document, error);
            }
        }
    }

    private bool IsWanted()
    {
        var value = configuration[Setting];
        if (string.IsNullOrWhiteSpace(value))
        {
            return true;
        }

        return bool.TryParse(value, out var wanted)
            ? wanted
            : throw new InvalidSettingException(Setting, $"is \"{value}\"; it may be true or false");
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListAsync(cancellationToken))
        {
            return false;
        }

        return (await catalog.ListAsync(cancellationToken)).Count == 0
            && (await catalog.ListDeletedAsync(cancellationToken)).Count == 0;
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(SampleDocuments).Assembly.GetManifestResourceStream(typeof(SampleDocuments), resource)
            ?? throw new InvalidOperationException($"The build left out {resource}.");
        var update = new byte[stream.Length];
        stream.ReadExactly(update);
        return update;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The sample {Document} was not made")]
        public static partial void NotMade(ILogger logger, DocumentName document, Exception failure);
    }
}
