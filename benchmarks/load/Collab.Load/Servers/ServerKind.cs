namespace Collab.Load.Servers;

/// <summary>Which server, by which of its dialects.</summary>
internal enum ServerKind
{
    YWebsocket,
    Hocuspocus,
    Relay,
    Collab,

    /// <summary>Our server, spoken to as Hocuspocus providers do.</summary>
    CollabHocuspocus,
}
