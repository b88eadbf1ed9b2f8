using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

public partial class YText
{
    /// <summary>Calls a handler after every transaction that changed this text, but not for what changed in types that nest in
    /// it.</summary>
    /// <returns>Ends it, when disposed.</returns>
    public IDisposable Observe(Action<YTextEvent, Transaction> handler) => AddObserver(handler);

    internal override YEvent CreateEvent(Transaction transaction, ChangedType changed) =>
        new YTextEvent(this, transaction, changed);
}
