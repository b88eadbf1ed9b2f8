using Collab.Core;

namespace Collab.Client;

/// <summary>Where a document is, as WebSockets and as HTTP name it.</summary>
internal sealed class SyncAddress
{
    private readonly UriBuilder _address;
    private readonly bool _isSecure;

    /// <param name="endpoint">The endpoint without the document: <c>https://app.example/sync</c>; ws and wss are fine too.</param>
    /// <exception cref="ArgumentException">It is not an absolute address of these kinds.</exception>
    public SyncAddress(Uri endpoint, DocumentName document)
    {
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https" or "ws" or "wss"))
        {
            throw new ArgumentException("an absolute http, https, ws or wss address is needed", nameof(endpoint));
        }

        _isSecure = endpoint.Scheme is "https" or "wss";
        var segments = document.Value.Split('/').Select(Uri.EscapeDataString);
        _address = new UriBuilder(endpoint);
        _address.Path = $"{_address.Path.TrimEnd('/')}/{string.Join('/', segments)}";
    }

    /// <summary>For the WebSocket, with our extensions asked for.</summary>
    public Uri Socket => Build(_isSecure ? "wss" : "ws", "collab=1");

    /// <summary>For uploads.</summary>
    public Uri Http => Build(_isSecure ? "https" : "http", "");

    private Uri Build(string scheme, string query)
    {
        string[] parts = [_address.Query.TrimStart('?'), query];
        var address = new UriBuilder(_address.Uri)
        {
            Scheme = scheme,
            Query = string.Join('&', parts.Where(part => part.Length > 0)),
        };
        return address.Uri;
    }
}
