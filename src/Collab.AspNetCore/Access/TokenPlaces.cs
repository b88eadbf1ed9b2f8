namespace Collab.AspNetCore;

/// <summary>Where a client may bring its token, besides Hocuspocus' own message for it. Where several are found, the first of these in
/// this order counts.</summary>
[Flags]
public enum TokenPlaces
{
    None = 0,

    /// <summary>The header <c>Authorization: Bearer</c>, which browsers cannot set for WebSockets.</summary>
    Header = 1,

    /// <summary>An offered WebSocket subprotocol <c>bearer.&lt;token&gt;</c>: browsers can, and it is in no address.</summary>
    Subprotocol = 2,

    /// <summary><c>?token=</c>: what y-websocket and y-sweet clients do. Addresses get into logs of servers and proxies, so such
    /// tokens should be good for minutes.</summary>
    Query = 4,

    /// <summary>The cookie that <see cref="CollabEndpointOptions.TokenCookie"/> names. A browser sends it whatever page asks, so the page's
    /// origin has to be told and allowed.</summary>
    Cookie = 8,
}
