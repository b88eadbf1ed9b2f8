using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public partial class YMap
{
    /// <summary>Calls a handler after every transaction that changed this map, but not for what changed in types that nest in
    /// it.</summary>
    /// <returns>Ends it, when disposed.</returns>
    public IDisposable Observe(Action<YMapEvent, Transaction> handler) => AddObserver(handler);

    internal override YEvent CreateEvent(Transaction transaction, ChangedType changed) =>
        new YMapEvent(this, transaction, changed);
}
