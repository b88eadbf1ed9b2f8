namespace Collab.Core.Documents;

/// <summary>Of which clients an update has blocks, and between which clocks (Yjs, parseUpdateMeta).</summary>
/// <param name="From">For each client, the clock of its first block.</param>
/// <param name="To">For each client, the clock after its last block; gaps between them do not show.</param>
public sealed record UpdateMetadata(
    IReadOnlyDictionary<ClientId, ulong> From, IReadOnlyDictionary<ClientId, ulong> To);
