using Collab.Core.Sessions;

namespace Collab.AspNetCore.WebSockets;

/// <summary>Close codes of the protocol itself (RFC 6455, 7.4), and the closes that a connection makes on its own.</summary>
internal static class CloseCodes
{
    public const int Normal = 1000;
    public const int ProtocolError = 1002;
    public const int UnacceptableType = 1003;
    public const int InvalidPayload = 1007;

    public static PeerClose NormalClosure { get; } = new(Normal, "");

    public static PeerClose BinaryOnly { get; } = new(UnacceptableType, "binary messages only");

    public static PeerClose InvalidUtf8 { get; } = new(InvalidPayload, "text that is not UTF-8");

    public static PeerClose Violation(string what) => new(ProtocolError, what);

    /// <summary>Whether a peer may send a code: 1004 to 1006 and 1015 stand for closes without one, the rest below 3000 is not assigned.</summary>
    public static bool MaySend(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
