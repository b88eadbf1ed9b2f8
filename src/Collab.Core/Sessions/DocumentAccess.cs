namespace Collab.Core.Sessions;

/// <summary>What a peer may do with a document, for whom it does so, and until when.</summary>
public sealed record DocumentAccess(AccessRight Right)
{
    /// <summary>No right at all.</summary>
    public static DocumentAccess Denied { get; } = new(AccessRight.None);

    /// <summary>Who the peer acts for: what the host knows that person by, the same in every connection of theirs. Null if nobody
    /// signed in.</summary>
    public string? Subject { get; init; }

    /// <summary>The name under which others see that person; null to let the client say it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>From when on the peer is closed with 4401, unless it was given another access before; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }
}
