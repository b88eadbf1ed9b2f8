using Collab.Client;
using Collab.Core;

namespace Collab.Durability.Tests;

/// <summary>Somebody who just came, with the published .NET client, and what they read.</summary>
internal static class Newcomer
{
    public static async Task<CollabClient> ConnectAsync(Uri server, string document)
    {
        var client = new CollabClient(new Uri(server, "sync"), new DocumentName(document));
        try
        {
            await client.ConnectAsync(TestContext.Current.CancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public static async Task<List<string>> ReadTokensAsync(Uri server, string document)
    {
        await using var client = await ConnectAsync(server, document);
        return await client.TokensAsync();
    }

    public static async Task<List<string>> TokensAsync(this CollabClient client) =>
        await client.ReadAsync(Tokens.Read, TestContext.Current.CancellationToken);
}
