using System.Security.Claims;
using Collab.Core;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore;

/// <summary>A connection's wish to open a document, or to stay in it.</summary>
/// <param name="Principal">Who signed in, as the host's own authentication found.</param>
/// <param name="Token">What the client brought to show who it is, from wherever it may bring it (<see cref="TokenPlaces"/>). Null if it
/// has none. Nobody has checked it yet.</param>
/// <param name="Context">The request that becomes the connection; null when it is asked about again, because its request is over.</param>
public sealed record AccessRequest(ClaimsPrincipal Principal, DocumentName Document, string? Token, HttpContext? Context)
{
    /// <summary>The origin of the page that the connection comes from, which was checked; null if it does not come from one.</summary>
    public string? Origin { get; init; }

    /// <summary>Without the token, so that no log has it.</summary>
    public override string ToString() => $"{nameof(AccessRequest)} {{ Document = {Document}, HasToken = {Token is not null} }}";
}
