using Collab.Server.Catalog;

namespace Collab.Server.Tests.Catalog;

/// <summary>What every catalogue promises, kept in memory.</summary>
public sealed class MemoryCatalogTests : CatalogContract
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override Task<ICatalog> OpenEmptyAsync() => Task.FromResult<ICatalog>(new MemoryCatalog());
}
