using Microsoft.Extensions.DependencyInjection;

namespace Collab.AspNetCore;

/// <summary>Goes on from <see cref="CollabServiceCollectionExtensions.AddCollab"/>: where documents are kept (<c>.Storage</c>), who may do what
/// (<c>.Access</c>), and who hears of what happens (<c>.Hooks</c>).</summary>
public sealed partial class CollabBuilder
{
    internal CollabBuilder(IServiceCollection services) => Services = services;

    public IServiceCollection Services { get; }
}
