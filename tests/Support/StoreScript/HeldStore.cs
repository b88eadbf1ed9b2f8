using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Tests.StoreScript;

/// <summary>Opens a store and does nothing with it.</summary>
internal static class HeldStore
{
    public static async Task<int> HoldAsync(string directory)
    {
        try
        {
            await using var store = FileDocumentStore.Open(
                new FileStoreOptions { Directory = directory }, TimeProvider.System,
                NullLogger<FileDocumentStore>.Instance);
            await Console.Out.WriteLineAsync("open");
            while (await Console.In.ReadLineAsync() is not null)
            {
                // Whoever started this process says nothing until it ends.
            }

            return 0;
        }
        catch (StoreUnavailableException refusal)
        {
            await Console.Out.WriteLineAsync(refusal.Message);
            return 3;
        }
    }
}
