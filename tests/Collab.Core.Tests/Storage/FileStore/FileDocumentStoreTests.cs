using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>The file store on the machine's own file system keeps the contract.</summary>
public sealed class FileDocumentStoreTests : DocumentStoreContract
{
    private readonly TemporaryDirectory _directory = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    protected override Task<IDocumentStore> OpenAsync() => Task.FromResult<IDocumentStore>(FileDocumentStore.Open(
        new FileStoreOptions { Directory = _directory.Path },
        TimeProvider.System,
        NullLogger<FileDocumentStore>.Instance));
}
