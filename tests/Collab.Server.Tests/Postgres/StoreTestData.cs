using System.Text;
using Collab.Core;
using Collab.Core.Storage;

namespace Collab.Server.Tests.Postgres;

/// <summary>Short forms for what goes into a store and comes out; the store looks into no payload, so text will do.</summary>
internal static class StoreTestData
{
    public static DocumentUpdates Updates(string document, params string[] updates) =>
        new(new DocumentName(document), [.. updates.Select(update => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(update))]);

    public static AppendBatch Batch(Guid writer, long number, params DocumentUpdates[] documents) =>
        new(new CommitId(writer, number), documents);

    /// <summary>The first commit of a writer of its own.</summary>
    public static AppendBatch Batch(params DocumentUpdates[] documents) => Batch(Guid.NewGuid(), 1, documents);

    public static Checkpoint Checkpoint(long sequence, string state) => new(sequence, Encoding.UTF8.GetBytes(state));

    /// <summary>The texts of a document's updates; none if there is no document.</summary>
    public static async Task<IReadOnlyList<string>> ReadUpdatesAsync(this IDocumentStore store, string document)
    {
        var stored = await store.LoadAsync(new DocumentName(document), TestContext.Current.CancellationToken);
        return stored is null ? [] : [.. stored.Updates.Select(update => Encoding.UTF8.GetString(update.Span))];
    }
}
