using Collab.Server.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Collab.Server.Access;

/// <summary>Keeps a server from starting where others than this machine can reach it and everybody would be an owner.</summary>
internal static class AddressCheck
{
    private const string HostsSetting = "AllowedHosts";

    /// <summary>Looks at what is configured, so that nothing is listened on that should not be.</summary>
    /// <exception cref="InvalidSettingException">The secret is missing.</exception>
    public static void CheckAddressesBefore(this WebApplication app)
    {
        if (!HasSecret(app))
        {
            Refuse(ListenAddress.Configured(app.Configuration).FirstOrDefault(address => !ListenAddress.IsLoopback(address)));
            RefuseHost(app.Configuration[HostsSetting]);
        }
    }

    /// <summary>Looks at what is listened on, however that was said.</summary>
    /// <exception cref="InvalidSettingException">The secret is missing.</exception>
    public static void CheckAddressesAfter(this WebApplication app)
    {
        if (!HasSecret(app))
        {
            Refuse(app.Services.GetRequiredService<IServer>().Addresses().FirstOrDefault(address => !ListenAddress.IsLoopback(address)));
        }
    }

    private static bool HasSecret(WebApplication app) => app.Services.GetRequiredService<IOptions<AccessSettings>>().Value.HasSecret;

    private static void Refuse(string? address)
    {
        if (address is not null)
        {
            throw Missing($"the server is to listen on {address}, where others than this machine can reach it");
        }
    }

    /// <summary>A proxy on this machine makes the same of a server on loopback.</summary>
    private static void RefuseHost(string? allowed)
    {
        var hosts = allowed?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (Array.Find(hosts, host => !ListenAddress.IsLoopbackName(new HostString(host).Host)) is { } other)
        {
            throw Missing($"{HostsSetting} has {other}, a name by which others than this machine come");
        }
    }

    private static InvalidSettingException Missing(string why) => new(
        AccessSettings.SecretSetting,
        $"is missing: {why}. Set it to {AccessSettings.MinSecretLength} random characters or more (openssl rand -base64 32), "
        + "with which owners sign in; or listen on localhost");
}
