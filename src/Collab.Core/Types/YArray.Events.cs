using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public sealed partial class YArray
{
    /// <summary>Calls a handler after every transaction that changed this array, but not for what changed in types that nest in
    /// it.</summary>
    /// <returns>Ends it, when disposed.</returns>
    public IDisposable Observe(Action<YArrayEvent, Transaction> handler) => AddObserver(handler);

    internal override YEvent CreateEvent(Transaction transaction, ChangedType changed) =>
        new YArrayEvent(this, transaction, changed);
}
