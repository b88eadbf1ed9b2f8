using Collab.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.AspNetCore;

public sealed partial class CollabBuilder
{
    /// <summary>Says who hears the stateless messages of Hocuspocus clients; the last one added does.</summary>
    public CollabBuilder AddStatelessHandler<THandler>()
        where THandler : class, IStatelessHandler
    {
        Services.AddSingleton<IStatelessHandler, THandler>();
        return this;
    }

    /// <summary>Adds someone who decides about changes before they are applied.</summary>
    public CollabBuilder AddUpdateFilter<TFilter>()
        where TFilter : class, IUpdateFilter
    {
        Services.AddSingleton<IUpdateFilter, TFilter>();
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
