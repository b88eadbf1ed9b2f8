using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.AspNetCore;

/// <summary>A change that a connection brings.</summary>
/// <param name="Access">Who brings it, and what it may do: the session still holds it to that.</param>
/// <param name="Update">A Yjs update (V1), which may be malformed, or hold what the document has already. Not to be kept.</param>
public sealed record UpdateRequest(DocumentName Document, DocumentAccess Access, ReadOnlyMemory<byte> Update);
