using Collab.Core.Storage;

namespace Collab.Core.Tests.Storage;

public sealed class MemoryStoreTests : DocumentStoreContract
{
    private readonly MemoryStore _store = new();

    protected override Task<IDocumentStore> OpenAsync() => Task.FromResult<IDocumentStore>(_store);
}
