using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>What has changed of the awareness states of a document.</summary>
public sealed record AwarenessChange(DocumentName Document, IReadOnlyList<AwarenessState> States);
