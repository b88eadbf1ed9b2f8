using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.Server.Access.Links;

/// <summary>A link that lets whoever has it into one document.</summary>
/// <param name="Id">Its secret part: who has it has the right.</param>
/// <param name="ExpiresAt">From when on it is good no more; null for never.</param>
internal sealed record ShareLink(
    string Id, DocumentName Document, AccessRight Right, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>Whether it lets anybody in at a time.</summary>
    public bool IsGoodAt(DateTimeOffset time) => !(ExpiresAt <= time);
}
