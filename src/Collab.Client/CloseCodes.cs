using System.Net;

namespace Collab.Client;

/// <summary>What a connection's end means for the next one (docs/protocol.md).</summary>
internal static class CloseCodes
{
    public const int Normal = 1000;

    /// <summary>Either side broke the protocol.</summary>
    public const int ProtocolError = 1002;

    /// <summary>It ended without a close.</summary>
    public const int Abnormal = 1006;

    /// <summary>The token is no longer good, or none was sent: a new one may be.</summary>
    public const int Unauthorized = 4401;

    /// <summary>A change is too large for a message; there is another way for it.</summary>
    public const int TooLarge = 4413;

    /// <summary>Whether to come back unasked is of no use.</summary>
    public static bool IsFinal(int code) => code is >= 4400 and <= 4499;

    /// <summary>What an upgrade that was refused would have been closed with: the codes are the statuses plus 4,000. What may be a
    /// proxy's passing trouble counts as an end without a close. To be sent elsewhere is to be asked to sign in.</summary>
    public static int OfRefusal(HttpStatusCode status) => (int)status switch
    {
        400 or 401 or 403 or 404 => 4000 + (int)status,
        >= 300 and < 400 => Unauthorized,
        _ => Abnormal,
    };
}
