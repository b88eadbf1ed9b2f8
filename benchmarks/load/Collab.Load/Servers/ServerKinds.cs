using Collab.Load.Sockets;

namespace Collab.Load.Servers;

/// <summary>Names of the servers, and how to speak to them.</summary>
internal static class ServerKinds
{
    private static readonly (ServerKind Kind, string Name, Dialect Dialect)[] Known =
    [
        (ServerKind.YWebsocket, "y-websocket", new Dialect("/")),
        (ServerKind.Hocuspocus, "hocuspocus", new Dialect("/", IsAddressed: true)),
        (ServerKind.Relay, "relay", new Dialect("/", Syncs: false)),
        (ServerKind.Collab, "collab", new Dialect("/sync/")),
        (ServerKind.CollabHocuspocus, "collab-hocuspocus", new Dialect("/hocuspocus", IsAddressed: true)),
    ];

    public static ServerKind? Find(string name) =>
        Known.Where(known => known.Name == name).Select(known => (ServerKind?)known.Kind).FirstOrDefault();

    public static string Name(this ServerKind kind) => Known.First(known => known.Kind == kind).Name;

    public static Dialect Dialect(this ServerKind kind) => Known.First(known => known.Kind == kind).Dialect;
}
