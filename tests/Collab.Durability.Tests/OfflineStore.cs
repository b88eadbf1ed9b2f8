using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Collab.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Collab.Durability.Tests;

/// <summary>Reads a server's store past the server; the file store only while no server runs on it.</summary>
internal static class OfflineStore
{
    /// <summary>What a server would load of a document now.</summary>
    public static async Task<Document> ReadAsync(ServerProcess server, string document)
    {
        var token = TestContext.Current.CancellationToken;
        if (!server.Settings.TryGetValue("Collab__Postgres__ConnectionString", out var database))
        {
            await using var files = FileStoreInspection.Open(Path.Combine(server.DataDirectory, "documents"), TimeProvider.System);
            return await ReadAsync(files, document, token);
        }

        await using var store = new PostgresDocumentStore(
            Options.Create(new PostgresStoreOptions { ConnectionString = database }),
            TimeProvider.System,
            NullLogger<PostgresDocumentStore>.Instance);
        await using var rows = await store.InspectAsync(token);
        return await ReadAsync(rows, document, token);
    }

    private static async Task<Document> ReadAsync(IStoreInspection store, string name, CancellationToken token)
    {
        Assert.DoesNotContain(store.Findings, finding => finding.Severity == FindingSeverity.Damage);
        var document = new Document();
        if (await store.LoadAsync(new DocumentName(name), token) is { Stored: var stored })
        {
            if (stored.Checkpoint is { } checkpoint)
            {
                document.ApplyUpdate(checkpoint.State.Span);
            }

            foreach (var update in stored.Updates)
            {
                document.ApplyUpdate(update.Span);
            }
        }

        return document;
    }
}
