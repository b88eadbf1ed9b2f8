using Collab.AspNetCore;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collab.Durability.Tests.Embedding;

/// <summary>An app of somebody else's that hosts the endpoint, over a store whose commits fail when they are told to.</summary>
internal sealed class EmbeddedApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmbeddedApp(WebApplication app, FailingStore store) => (_app, Store) = (app, store);

    public FailingStore Store { get; }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<EmbeddedApp> StartAsync(FailingStore store, params IDocumentListener[] listeners)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IDocumentStore>(store);
        foreach (var listener in listeners)
        {
            builder.Services.AddSingleton(listener);
        }

        builder.Services.AddCollab().AllowAnonymous();
        var app = builder.Build();
        app.MapCollab("/sync/{**document}");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EmbeddedApp(app, store);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
