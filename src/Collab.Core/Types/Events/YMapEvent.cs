using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>What a transaction changed in a map: <see cref="YEvent.Keys"/> tells.</summary>
public sealed class YMapEvent : YEvent
{
    internal YMapEvent(SharedType target, Transaction transaction, ChangedType changed)
        : base(target, transaction, changed)
    {
    }

    /// <summary>Every key that was set or deleted, even if it has no other value than before.</summary>
    public IReadOnlyCollection<string> KeysChanged => ChangedKeys;
}
