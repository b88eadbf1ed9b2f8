using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.AspNetCore;

/// <summary>Goes on from <see cref="CollabServiceCollectionExtensions.AddCollab"/>.</summary>
public sealed class CollabBuilder
{
    internal CollabBuilder(IServiceCollection services) => Services = services;

    public IServiceCollection Services { get; }

    /// <summary>Lets everybody write every document, without signing in.</summary>
    public CollabBuilder AllowAnonymous() => AddAuthorizer<AnonymousAuthorizer>();

    /// <summary>Says who may do what; the last one added is asked.</summary>
    public CollabBuilder AddAuthorizer<TAuthorizer>()
        where TAuthorizer : class, IDocumentAuthorizer
    {
        Services.Replace(ServiceDescriptor.Singleton<IDocumentAuthorizer, TAuthorizer>());
        return this;
    }

    /// <summary>Says who hears the stateless messages of Hocuspocus clients; the last one added does.</summary>
    public CollabBuilder AddStatelessHandler<THandler>()
        where THandler : class, IStatelessHandler
    {
        Services.AddSingleton<IStatelessHandler, THandler>();
        return this;
    }

    /// <summary>Adds someone who hears of durable changes.</summary>
    public CollabBuilder AddListener<TListener>()
        where TListener : class, IDocumentListener
    {
        Services.AddSingleton<IDocumentListener, TListener>();
        return this;
    }
}
