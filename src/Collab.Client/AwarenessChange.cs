using Collab.Core;

namespace Collab.Client;

/// <summary>Clients whose awareness states came, changed or went.</summary>
public sealed record AwarenessChange(
    IReadOnlyList<ClientId> Added, IReadOnlyList<ClientId> Updated, IReadOnlyList<ClientId> Removed)
{
    internal bool IsEmpty => Added.Count + Updated.Count + Removed.Count == 0;
}
