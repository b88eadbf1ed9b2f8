using Collab.AspNetCore.Access;
using Collab.AspNetCore.Filtering;
using Collab.AspNetCore.Hocuspocus;
using Collab.AspNetCore.WebSockets;
using Collab.Core.Protocol;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.AspNetCore;

public static class CollabServiceCollectionExtensions
{
    private const string NoStore = "Nothing says where documents are kept: call UseFileStore, UsePostgres or UseStore on what AddCollab returns.";

    /// <summary>Adds the documents' sessions. What is returned says where documents are kept, and who may get in: by default nobody. A second
    /// call only configures further.</summary>
    public static CollabBuilder AddCollab(this IServiceCollection services, Action<CollabOptions>? configure = null)
    {
        if (!services.Any(service => service.ServiceType == typeof(SessionRegistry)))
        {
            services.AddSessions();
        }

        // After the configuration, which it overrides.
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new CollabBuilder(services);
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddOptions<CollabOptions>().BindConfiguration(CollabOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<CollabOptions>, ValidateNestedOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDocumentAuthorizer, DenyingAuthorizer>();
        services.AddSingleton(CreateRegistry);
        services.AddSingleton(CreateClock);
        services.AddSingleton<ICollabDocuments, CollabDocuments>();
        services.AddSingleton<WebSocketGate>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<ICollabAccess>(provider => provider.GetRequiredService<LiveConnections>());
        services.AddSingleton<UpdateFilters>();
        services.AddSingleton<HocuspocusAudience>();
        services.AddSingleton<HocuspocusServices>();
        services.AddHostedService<SessionDrain>();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("collab", tags: ["ready"]);
    }

    private static SessionRegistry CreateRegistry(IServiceProvider services) => new(new SessionEnvironment
    {
        Store = services.GetService<IDocumentStore>() ?? throw new InvalidOperationException(NoStore),
        Options = services.GetRequiredService<IOptions<CollabOptions>>().Value.Sessions,
        Loggers = services.GetRequiredService<ILoggerFactory>(),
        Time = services.GetRequiredService<TimeProvider>(),
        Listeners = [.. services.GetServices<IDocumentListener>()],
        AwarenessListeners = [.. services.GetServices<IAwarenessListener>()],
        SessionListeners = [.. services.GetServices<ISessionListener>()],
        Seeds = [.. services.GetServices<IDocumentSeed>()],
        DeletedDocuments = services.GetService<IDeletedDocuments>(),
    });

    private static ConnectionClock CreateClock(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CollabOptions>>().Value;
        TimeSpan[] times = [options.PingInterval, options.PingTimeout, options.KeepAliveInterval];
        return new ConnectionClock(services.GetRequiredService<TimeProvider>(), times.Min());
    }

    /// <summary>Data annotations do not look into nested options.</summary>
    private sealed class ValidateNestedOptions : IValidateOptions<CollabOptions>
    {
        private readonly DataAnnotationValidateOptions<DocumentSessionOptions> _sessions = new(null);
        private readonly DataAnnotationValidateOptions<AwarenessLimits> _awareness = new(null);
        private readonly DataAnnotationValidateOptions<HocuspocusOptions> _hocuspocus = new(null);

        public ValidateOptionsResult Validate(string? name, CollabOptions options) =>
            First(
                _sessions.Validate(name, options.Sessions),
                _awareness.Validate(name, options.Sessions.Awareness),
                _hocuspocus.Validate(name, options.Hocuspocus));

        /// <summary>The first that failed, or a success.</summary>
        private static ValidateOptionsResult First(params ReadOnlySpan<ValidateOptionsResult> results)
        {
            foreach (var result in results)
            {
                if (result.Failed)
                {
                    return result;
                }
            }

            return ValidateOptionsResult.Success;
        }
    }
}
