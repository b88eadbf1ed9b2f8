namespace Collab.Core.Sessions;

/// <summary>Why a peer's connection ends: a WebSocket close code and a short reason (at most 123 bytes of UTF-8).</summary>
/// <remarks>y-websocket 3.1 treats 4400 to 4499 as final; after every other code it comes back by itself.</remarks>
public readonly record struct PeerClose(int Code, string Reason)
{
    /// <summary>Final: the peer sent bytes that cannot be read; what it had sent before is kept.</summary>
    public static PeerClose Malformed(string what) => new(4400, Shorten($"malformed: {what}"));

    /// <summary>Final: what the peer was let in with is no longer valid; its client may come back with something newer.</summary>
    public static PeerClose Expired { get; } = new(4401, "access has expired");

    /// <summary>Final: the peer has no right, or none any more.</summary>
    public static PeerClose Forbidden { get; } = new(4403, "no access to this document");

    /// <summary>Final: the document was deleted.</summary>
    public static PeerClose Deleted { get; } = new(4404, "this document was deleted");

    /// <summary>Final: a message or what it left pending is over a limit.</summary>
    public static PeerClose TooLarge(string what) => new(4413, Shorten($"too large: {what}"));

    /// <summary>The server stops or restarts.</summary>
    public static PeerClose Restarting { get; } = new(1012, "the server restarts");

    /// <summary>The session failed and is opened anew from the store.</summary>
    public static PeerClose Failed { get; } = new(1011, "internal error; reconnect");

    /// <summary>The store cannot be read or written.</summary>
    public static PeerClose StorageTrouble(string what) => new(4503, Shorten($"storage trouble: {what}"));

    /// <summary>What is stored of the document cannot be read whole. Not final: it may be repaired.</summary>
    public static PeerClose Damaged { get; } = new(4504, "what is stored of this document is damaged; nothing of it was changed");

    private static string Shorten(string reason)
    {
        // Reasons are ours, hence nearly always ASCII; a cut in bytes is kept simple by counting three a character at worst.
        const int MaxCharacters = 120;
        var ascii = string.Create(Math.Min(reason.Length, MaxCharacters), reason, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsAscii(source[i]) && !char.IsControl(source[i]) ? source[i] : '?';
            }
        });
        return ascii;
    }
}
