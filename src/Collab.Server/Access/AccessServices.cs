using Collab.AspNetCore;
using Collab.Server.Access.Links;
using Collab.Server.Configuration;
using Microsoft.Extensions.Options;

namespace Collab.Server.Access;

/// <summary>Registers and maps all that says who may do what.</summary>
internal static class AccessServices
{
    public static CollabBuilder AddServerAccess(this CollabBuilder collab)
    {
        var services = collab.Services;
        services.AddSettings<AccessSettings>(AccessSettings.SectionName);
        services.AddSingleton<IValidateOptions<AccessSettings>, AccessSettingsValidator>();
        services.AddSingleton(CreateKeys);
        services.AddSingleton<LinkTokens>();
        services.AddSingleton<OwnerCookie>();
        services.AddSingleton<WrongTries>();
        services.AddSingleton<ServerAccess>();
        services.AddLinkTokenLimit();
        return collab.AddAuthorizer<ServerAuthorizer>();
    }

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapSignIn();
        routes.MapLinks();
    }

    private static AccessKeys CreateKeys(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IOptions<AccessSettings>>().Value;
        var storage = services.GetRequiredService<StorageSettings>();
        return settings is { HasSecret: true, Secret: { } secret } ? AccessKeys.Of(secret)
            : storage.Kind == StorageKind.File ? AccessKeyFile.ReadOrMake(storage.Directory)
            : AccessKeys.CreateRandom();
    }
}
