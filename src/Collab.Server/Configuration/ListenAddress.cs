using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Collab.Server.Configuration;

/// <summary>The addresses that the server listens on.</summary>
internal static class ListenAddress
{
    private const string Default = "http://localhost:5080";
    private const string UrlsSetting = "urls";

    /// <summary>Every way that ASP.NET Core knows to configure addresses.</summary>
    private static readonly string[] PortSettings = ["http_ports", "https_ports"];

    /// <summary>Listens on <c>http://localhost:5080</c> if nothing else is configured.</summary>
    /// <exception cref="InvalidSettingException">A configured URL is none.</exception>
    public static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration[UrlsSetting] is { Length: > 0 } urls)
        {
            foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Check(url);
            }
        }
        else if (PortSettings.All(setting => string.IsNullOrEmpty(configuration[setting]))
            && !configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    /// <summary>The addresses in use; empty before the start, and under a server without sockets.</summary>
    public static IReadOnlyCollection<string> Addresses(this IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.ToArray() ?? [];

    /// <summary>Whether only programs on this machine can connect there.</summary>
    public static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private static void Check(string url)
    {
        try
        {
            BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new InvalidSettingException(
                UrlsSetting, $"has \"{url}\", which is no address to listen on, like {Default}", e);
        }
    }
}
