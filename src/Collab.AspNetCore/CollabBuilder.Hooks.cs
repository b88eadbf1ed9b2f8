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

    /// <summary>Adds someone who gives new documents what they begin with; of several the first that has something for a document counts.</summary>
    public CollabBuilder AddSeed<TSeed>()
        where TSeed : class, IDocumentSeed
    {
        Services.AddSingleton<IDocumentSeed, TSeed>();
        return this;
    }

    /// <summary>Says who remembers which documents were deleted, so that nobody brings one back; the last one added does.</summary>
    public CollabBuilder AddDeletedDocuments<TDeleted>()
        where TDeleted : class, IDeletedDocuments
    {
        Services.AddSingleton<IDeletedDocuments, TDeleted>();
        return this;
    }

    /// <summary>Adds someone who hears who is in a document, and what their clients say of them.</summary>
    public CollabBuilder AddAwarenessListener<TListener>()
        where TListener : class, IAwarenessListener
    {
        Services.AddSingleton<IAwarenessListener, TListener>();
        return this;
    }

    /// <summary>Adds someone who hears when documents are opened and closed.</summary>
    public CollabBuilder AddSessionListener<TListener>()
        where TListener : class, ISessionListener
    {
        Services.AddSingleton<ISessionListener, TListener>();
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
