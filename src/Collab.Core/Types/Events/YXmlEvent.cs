using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>What a transaction changed in an XML fragment or element: <see cref="YEvent.Delta"/> tells of its children,
/// <see cref="YEvent.Keys"/> of its attributes.</summary>
public sealed class YXmlEvent : YEvent
{
    internal YXmlEvent(SharedType target, Transaction transaction, ChangedType changed)
        : base(target, transaction, changed)
    {
    }

    /// <summary>Every attribute that was set or removed, even if it has no other value than before.</summary>
    public IReadOnlyCollection<string> AttributesChanged => ChangedKeys;

    public bool ChildListChanged => IsListChanged;
}
