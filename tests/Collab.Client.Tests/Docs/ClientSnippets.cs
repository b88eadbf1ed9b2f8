using Collab.Core;
using Collab.Core.Codec;

namespace Collab.Client.Tests.Docs;

/// <summary>The code of docs/embedding.md and the client's README; compiled, and compared by <see cref="EmbeddingDocTests"/>.</summary>
internal static class ClientSnippets
{
    public static async Task ReadmeAsync()
    {
        await using var client = new CollabClient(new Uri("https://app.example/sync"), new DocumentName("team/notes"));
        await client.ConnectAsync();
        await client.EditAsync(document => document.GetText("content").Insert(0, "Hello from C#. "));
        await client.WhenSavedAsync();
        Console.WriteLine(await client.ReadAsync(document => document.GetText("content").ToString()));
    }

    public static async Task ReportAsync(CancellationToken cancellationToken)
    {
        await using var client = new CollabClient(
            new Uri("https://notes.example/sync"),
            new DocumentName("team/notes"),
            new CollabClientOptions { TokenProvider = FetchTokenAsync });
        client.RemoteChanged += () => Console.WriteLine("somebody wrote");
        await client.ConnectAsync(cancellationToken);
        client.Awareness.SetLocalStateField("user", Any.FromObject(KeyValuePair.Create<string, Any>("name", "Report bot")));
        await client.EditAsync(document => document.GetText("content").Insert(0, "Report: all is well\n"), cancellationToken);
        await client.WhenSavedAsync(cancellationToken);
    }

    private static ValueTask<string?> FetchTokenAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>("token");
}
