using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>What a transaction changed in an array: <see cref="YEvent.Delta"/> tells.</summary>
public sealed class YArrayEvent : YEvent
{
    internal YArrayEvent(SharedType target, Transaction transaction, ChangedType changed)
        : base(target, transaction, changed)
    {
    }
}
