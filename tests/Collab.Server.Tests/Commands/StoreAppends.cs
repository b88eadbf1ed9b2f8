using Collab.Core;
using Collab.Core.Storage;

namespace Collab.Server.Tests.Commands;

internal static class StoreAppends
{
    /// <summary>Appends one update in a commit of its own.</summary>
    public static async Task AppendOneAsync(this IDocumentStore store, string document, byte[] update)
    {
        var batch = new AppendBatch(
            new CommitId(Guid.NewGuid(), 1), [new DocumentUpdates(new DocumentName(document), [update])]);
        var results = await store.AppendAsync(batch, TestContext.Current.CancellationToken);
        Assert.Null(results[0].Error);
    }
}
