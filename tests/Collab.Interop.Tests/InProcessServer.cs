using Collab.AspNetCore;
using Collab.Core.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collab.Interop.Tests;

/// <summary>All endpoints in this process, on a port of their own, so that a test can edit the documents from C# too.</summary>
internal sealed class InProcessServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InProcessServer(WebApplication app) => _app = app;

    public ICollabDocuments Documents => _app.Services.GetRequiredService<ICollabDocuments>();

    /// <summary>What a document's name is appended to, after a slash.</summary>
    public string SyncAddress => $"ws://{new Uri(_app.Urls.Single()).Authority}/sync";

    public static async Task<InProcessServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IDocumentStore, MemoryStore>();
        builder.Services.AddCollab().AllowAnonymous();
        var app = builder.Build();
        app.MapCollab("/sync/{**document}");
        app.MapCollabHocuspocus("/hocuspocus");
        app.MapCollabYSweet("/d/{document}/ws/{name}");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new InProcessServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
