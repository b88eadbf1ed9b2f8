using System.Net;
using Collab.Tests.Support;

namespace Collab.E2E.Support;

/// <summary>A web site that is not ours: an empty page at another port of this machine.</summary>
internal sealed class OtherSite : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    private OtherSite(Uri address)
    {
        Address = address;
        _listener.Prefixes.Add(address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public static OtherSite Start() => new(new Uri($"http://127.0.0.1:{FreePort.Find()}/"));

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait();
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        var page = "<!doctype html><title>Win a prize</title>"u8.ToArray();
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = "text/html";
                await context.Response.OutputStream.WriteAsync(page);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
