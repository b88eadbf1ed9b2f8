using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>Which blocks a transaction added and deleted; good until the next transaction begins.</summary>
internal sealed class TransactionView(Transaction transaction)
{
    private readonly Dictionary<int, (int NewFrom, ClockRanges? Deleted)> _clients = [];
    private readonly BlockStore _store = transaction.Document.Store;

    public bool Adds(in Block block) => block.Clock >= Of(block.Client).NewFrom;

    public bool Deletes(in Block block) => Of(block.Client).Deleted?.Contains(block.Clock, block.Clock + 1) == true;

    private (int NewFrom, ClockRanges? Deleted) Of(int client)
    {
        if (!_clients.TryGetValue(client, out var changes))
        {
            var blocks = _store.Client(client);
            var deleted = transaction.ChangesOrThrow().Find(blocks)?.Deleted;
            changes = (transaction.Document.StateBefore(transaction, blocks), deleted);
            _clients.Add(client, changes);
        }

        return changes;
    }
}
