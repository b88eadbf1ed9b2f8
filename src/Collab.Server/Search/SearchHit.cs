using Collab.Core;

namespace Collab.Server.Search;

/// <summary>A document that was found.</summary>
internal sealed record SearchHit(DocumentName Name, Snippet Snippet);
