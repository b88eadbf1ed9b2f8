namespace Collab.Client;

/// <summary>What clients connect with that were given nothing of their own: one for the process, so that a thousand clients are not a
/// thousand connection pools.</summary>
internal static class SharedHttp
{
    public static HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        // Whoever is sent to a page to sign in has to bring a token instead, not to read the page.
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    });
}
