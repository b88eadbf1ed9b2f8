using Collab.Core;

namespace Collab.Server.Access.Links;

/// <summary>A link that was revoked, here or on another server.</summary>
internal readonly record struct RevokedLink(string Id, DocumentName Document);
