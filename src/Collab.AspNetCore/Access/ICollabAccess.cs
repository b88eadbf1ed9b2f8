using Collab.Core;

namespace Collab.AspNetCore;

/// <summary>Brings what connected clients may do up to date, when the host's rules have changed.</summary>
public interface ICollabAccess
{
    /// <summary>Asks the authorizer again about clients that are connected to this process, and has the answers hold at once: a client whose
    /// right was taken is closed with 4403, others stay connected with what they may do now.</summary>
    /// <remarks>Who is being let in at that moment is asked about again too. Change your rules first, then call this.</remarks>
    /// <param name="document">Only those who have this open; null for any document.</param>
    /// <param name="subject">Only those who were let in as this person (<see cref="Core.Sessions.DocumentAccess.Subject"/>); null for anybody.</param>
    /// <returns>Ends when all of them are asked about, and their sessions told.</returns>
    Task RecheckAsync(DocumentName? document = null, string? subject = null, CancellationToken cancellationToken = default);
}
