using Collab.Core;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore;

/// <summary>A connection's wish to open a document.</summary>
/// <param name="Context">The request that became the connection; <see cref="HttpContext.User"/> is who signed in.</param>
/// <param name="Token">What the client brought to show who it is: its <c>?token=</c>, or a Hocuspocus provider's token. Null or empty if
/// it has none. Not checked by anybody yet.</param>
public sealed record AccessRequest(HttpContext Context, DocumentName Document, string? Token);
