namespace Collab.Core.Protocol;

/// <summary>The second number of a Hocuspocus auth message (packages/common/src/auth.ts).</summary>
public enum HocuspocusAuthType : ulong
{
    /// <summary>From the client its token, and since version 4 its own version; from the server the wish for a token.</summary>
    Token = 0,

    /// <summary>A reason follows; the client may try again.</summary>
    PermissionDenied = 1,

    /// <summary><c>readonly</c> or <c>read-write</c> follows.</summary>
    Authenticated = 2,
}
