using Collab.Server.Files;

namespace Collab.Server.Tests.Files;

/// <summary>What every store of images promises, kept in memory.</summary>
public sealed class MemoryBlobStoreTests : BlobStoreContract
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override Task<IBlobStore> OpenAsync() => Task.FromResult<IBlobStore>(new MemoryBlobStore());
}
