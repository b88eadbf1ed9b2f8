using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>The contract again, with a new log segment for every few commits: nothing may hang on where one
/// ends.</summary>
public sealed class FileDocumentStoreInSmallSegmentsTests : DocumentStoreContract
{
    private readonly TemporaryDirectory _directory = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    protected override Task<IDocumentStore> OpenAsync() => Task.FromResult<IDocumentStore>(FileDocumentStore.Open(
        new FileStoreOptions { Directory = _directory.Path, SegmentBytes = 600 },
        TimeProvider.System,
        NullLogger<FileDocumentStore>.Instance));
}
