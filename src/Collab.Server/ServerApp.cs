using Collab.AspNetCore;
using Collab.Server.Access;
using Collab.Server.Access.Links;
using Collab.Server.Api;
using Collab.Server.Catalog;
using Collab.Server.Configuration;
using Collab.Server.Files;
using Collab.Server.Health;
using Collab.Server.Metrics;
using Collab.Server.Samples;
using Collab.Server.Search;
using Collab.Server.Security;
using Collab.Server.Storage;
using Collab.Server.Web;
using Microsoft.Extensions.Options;

namespace Collab.Server;

/// <summary>Puts the product together: sync endpoint, catalogue, REST, browser app.</summary>
internal static class ServerApp
{
    private const string HostLog = "Microsoft.Extensions.Hosting.Internal.Host";

    // More than the sessions' drain time, so that the drain ends by its own clock.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Starts a server.</summary>
    /// <param name="args">Settings as on the command line, such as <c>--Collab:Storage=Memory</c>.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    /// <exception cref="Exception">It cannot start; <see cref="StartFailure"/> knows the reasons that an operator can put right.</exception>
    public static async Task<WebApplication> StartAsync(
        string[] args, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var builder = CreateBuilder(args);
        builder.UseDefaultAddress();
        builder.AddServerLimits();

        // Without it compressed files are empty when the app runs out of its build output: they are looked up elsewhere.
        builder.WebHost.UseStaticWebAssets();
        var started = false;

        // The host logs a failed start with its stack; whoever called gets the same exception and shows what matters of it.
        builder.Logging.AddFilter(HostLog, level => Volatile.Read(ref started) && level >= LogLevel.Information);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        AddServices(builder);

        var app = builder.Build();
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            app.CheckAddressesBefore();
            await app.Services.GetRequiredService<IStorage>().OpenAsync(cancellationToken);
            await app.Services.GetRequiredService<SampleDocuments>().AddToEmptyStoreAsync(cancellationToken);
            await app.Services.GetRequiredService<CatalogReconciler>().ReconcileAsync(cancellationToken);
            Use(app);
            await app.StartAsync(cancellationToken);
            app.CheckAddressesAfter();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        Volatile.Write(ref started, true);
        return app;
    }

    /// <summary>Reads the settings from where a server has them: files beside it, the environment, the command line.</summary>
    /// <param name="args">As for <see cref="StartAsync"/>.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ApplicationName = typeof(ServerApp).Assembly.GetName().Name,
        ContentRootPath = AppContext.BaseDirectory,
    });

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var settings = StorageSettings.Read(builder.Configuration, builder.Environment.ContentRootPath);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        services.AddProblems();

        services.AddSingleton<ServerMetrics>();
        services.AddSingleton<NewDocuments>();
        services.AddSingleton<DocumentCopier>();
        services.AddSingleton<DocumentEraser>();
        services.AddSingleton<ImageUploads>();
        services.AddSettings<ImageLimits>(ImageLimits.SectionName);
        services.AddSingleton<IDocumentRemains>(provider => provider.GetRequiredService<IBlobStore>());
        services.AddSingleton<IDocumentRemains, LinksOfDeleted>();
        services.AddSearch();
        services.AddSettings<TrashOptions>(TrashOptions.SectionName);
        services.AddHostedService<TrashKeeper>();
        services.AddSingleton<CatalogReconciler>();
        services.AddSingleton<SampleDocuments>();
        services.AddSingleton<CatalogMirror>();
        services.AddHostedService(provider => provider.GetRequiredService<CatalogMirror>());
        services.AddSingleton<Core.Sessions.IDocumentListener>(provider => provider.GetRequiredService<CatalogMirror>());
        services.ValidateSettings<CollabOptions>(CollabOptions.SectionName);
        services.AddCollab().UseStorage(settings, builder.Configuration).AddDeletedDocuments<DeletedNames>().AddServerAccess();
    }

    private static void Use(WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseLoopbackHostGuard();
        app.UseProblems();
        app.UseImmutableAssets();
        app.UseAccess();
        app.UseRateLimiter();

        app.MapCollab("/sync/{**document}");
        app.MapCollabHocuspocus("/hocuspocus");
        app.MapCollabYSweet("/d/{document}/ws/{name}");
        app.MapDocuments();
        app.MapFolders();
        app.MapThumbnails();
        app.MapFiles();
        app.MapSearch();
        app.MapAccess();
        app.MapHealth();
        app.MapMetrics();
        app.MapWebApp();
    }
}
