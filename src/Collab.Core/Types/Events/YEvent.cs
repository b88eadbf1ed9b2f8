using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>What a transaction changed in one shared type.</summary>
/// <remarks>Each part is found out when it is first asked for, which has to be while the transaction is observed: later it
/// throws <see cref="InvalidOperationException"/>. A handler that changes the document asks first: what it adds would
/// be taken for the transaction's.</remarks>
public abstract class YEvent
{
    private readonly ChangedType _changed;
    private IReadOnlyList<Any>? _path;
    private IReadOnlyDictionary<string, KeyChange>? _keys;
    private IReadOnlyList<ListOperation>? _delta;

    private protected YEvent(SharedType target, Transaction transaction, ChangedType changed)
    {
        Target = CurrentTarget = target;
        Transaction = transaction;
        _changed = changed;
        ChangedKeys = [.. changed.Keys.Select(Store.Keys.GetText)];
    }

    /// <summary>The type that changed.</summary>
    public SharedType Target { get; }

    /// <summary>The type whose observers are being called: <see cref="Target"/>, or one that holds it.</summary>
    public SharedType CurrentTarget { get; private set; }

    public Transaction Transaction { get; }

    /// <summary>The way from <see cref="CurrentTarget"/> to <see cref="Target"/>: keys as text, indices as numbers.</summary>
    public IReadOnlyList<Any> Path => _path ??= FindPath();

    /// <summary>The keys that have another value than before; the attributes of an element or text.</summary>
    public IReadOnlyDictionary<string, KeyChange> Keys => _keys ??= KeyChanges.Find(this, _changed);

    /// <summary>What was inserted and deleted in the list, from its front on; empty if it is as before.</summary>
    public IReadOnlyList<ListOperation> Delta => _delta ??= _changed.ListChanged ? ListChanges.Find(this) : [];

    /// <summary>Every key that something happened to, even if its value is as before.</summary>
    private protected IReadOnlyCollection<string> ChangedKeys { get; }

    private protected bool IsListChanged => _changed.ListChanged;

    private protected BlockStore Store => Target.Document.Store;

    internal void PassTo(SharedType currentTarget)
    {
        CurrentTarget = currentTarget;
        _path = null;
    }

    private List<Any> FindPath()
    {
        var path = new List<Any>();
        for (var node = Target.Node; !node.IsRoot && node != CurrentTarget.Node;)
        {
            ref var item = ref Store[node.Item];
            path.Add(item.ParentSub != Block.None ? Store.Keys.GetText(item.ParentSub) : Store.IndexOf(node.Item));
            node = Store.Type(item.Parent);
        }

        path.Reverse();
        return path;
    }
}
