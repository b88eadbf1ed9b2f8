using Collab.Server.Access.Links;

namespace Collab.Server.Tests.Access.Links;

/// <summary>What every store of share links promises, kept in memory.</summary>
public sealed class MemoryShareLinksTests : ShareLinksContract
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override Task<IShareLinks> OpenEmptyAsync() => Task.FromResult<IShareLinks>(new MemoryShareLinks());
}
