using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;

namespace Collab.Server.Tests.Postgres;

/// <summary>The tokens of <see cref="TokenClient"/> that a fresh load of a document gives.</summary>
internal static class StoredTokens
{
    public static List<string> Of(StoredDocument? stored)
    {
        var document = new Document();
        if (stored?.Checkpoint is { } checkpoint)
        {
            document.ApplyUpdate(checkpoint.State.Span);
        }

        foreach (var update in stored?.Updates ?? [])
        {
            document.ApplyUpdate(update.Span);
        }

        Assert.False(document.HasPending, "updates lack what they build on");
        return [.. document.GetArray(TokenClient.Root).Select(token => token.AsString())];
    }

    /// <summary>Sees that all that was told saved is there, each once, in its writer's order, and nothing that nobody
    /// wrote; in the newest checkpoint and log as in what is kept before.</summary>
    public static async Task CheckAsync(IDocumentStore store, string document, params IReadOnlyCollection<TokenClient> writers)
    {
        var name = new DocumentName(document);
        var loaded = Of(await store.LoadAsync(name, TestContext.Current.CancellationToken));
        Assert.Equal(loaded.Count, loaded.Distinct().Count());
        Assert.Empty(writers.SelectMany(writer => writer.Saved).Except(loaded));
        Assert.True(loaded.Count <= writers.Sum(writer => writer.Written), "there are tokens that nobody wrote");
        foreach (var writer in writers)
        {
            var saved = writer.Saved.ToHashSet(StringComparer.Ordinal);
            Assert.Equal(saved.Order(StringComparer.Ordinal), loaded.Where(saved.Contains));
        }

        if (await store.LoadPreviousAsync(name, TestContext.Current.CancellationToken) is { } previous)
        {
            Assert.Equal(loaded, Of(previous));
        }
    }
}
