using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore;

/// <summary>A string that a Hocuspocus client sent to the host.</summary>
/// <param name="Context">The request that became the client's socket.</param>
/// <param name="Right">What the client may do with the document.</param>
/// <param name="Reply">Sends a string back to that client alone; false if too many wait for it already.</param>
public sealed record StatelessMessage(
    HttpContext Context, DocumentName Document, AccessRight Right, string Payload, Func<string, bool> Reply);
