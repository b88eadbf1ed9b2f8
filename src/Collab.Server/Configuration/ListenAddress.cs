using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Collab.Server.Configuration;

/// <summary>The addresses that the server listens on.</summary>
internal static class ListenAddress
{
    private const string Default = "http://localhost:5080";
    private const string UrlsSetting = "urls";
    private const string EndpointsSection = "Kestrel:Endpoints";

    /// <summary>Every way that ASP.NET Core knows to configure addresses.</summary>
    private static readonly string[] PortSettings = ["http_ports", "https_ports"];

    /// <summary>Listens on <c>http://localhost:5080</c> if nothing else is configured.</summary>
    /// <exception cref="InvalidSettingException">A configured URL is none.</exception>
    public static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration[UrlsSetting] is { Length: > 0 } urls)
        {
            foreach (var url in Split(urls))
            {
                Check(url);
            }
        }
        else if (PortSettings.All(setting => string.IsNullOrEmpty(configuration[setting]))
            && !configuration.GetSection(EndpointsSection).GetChildren().Any())
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    /// <summary>The addresses that configuration names, as far as it says them in a form that can be read.</summary>
    public static IEnumerable<string> Configured(IConfiguration configuration)
    {
        // In the order in which Kestrel lets one of them take the place of the next.
        var endpoints = configuration.GetSection(EndpointsSection).GetChildren().Select(endpoint => endpoint["Url"]).ToList();
        IEnumerable<string> named = endpoints.Count > 0 ? endpoints.OfType<string>()
            : !string.IsNullOrEmpty(configuration[UrlsSetting]) ? Split(configuration[UrlsSetting])
            : PortSettings.SelectMany(setting => Split(configuration[setting])).Select(port => $"http://*:{port}");
        return named.Where(IsAddress);
    }

    /// <summary>The addresses in use; empty before the start, and under a server without sockets.</summary>
    public static IReadOnlyCollection<string> Addresses(this IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.ToArray() ?? [];

    /// <summary>Whether only programs on this machine can connect there.</summary>
    public static bool IsLoopback(string address) => IsLoopbackName(BindingAddress.Parse(address).Host);

    /// <summary>Whether a host's name or address means this machine alone.</summary>
    public static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsAddress(string url)
    {
        try
        {
            BindingAddress.Parse(url);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
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
