using Collab.Core.Blocks;
using Collab.Core.Types;

namespace Collab.Core.Documents;

/// <summary>A group of changes that is observed, cleaned up and encoded as one.</summary>
/// <remarks>What it changed can be asked for until its last event was raised; what was asked for once stays.</remarks>
public sealed partial class Transaction
{
    private StateVector? _beforeState;
    private StateVector? _afterState;
    private DeleteSet? _deleteSet;
    private IReadOnlyCollection<SharedType>? _changedTypes;
    private Dictionary<object, object?>? _meta;

    internal Transaction(Document document, object? origin, bool isLocal)
    {
        Document = document;
        Origin = origin;
        IsLocal = isLocal;
    }

    public Document Document { get; }

    /// <summary>What the caller of Transact or ApplyUpdate gave, to know its own changes by.</summary>
    public object? Origin { get; }

    public bool IsLocal { get; }

    /// <summary>Notes of observers, for themselves and one another.</summary>
    public IDictionary<object, object?> Meta => _meta ??= [];

    /// <summary>The state vector when the transaction began.</summary>
    /// <exception cref="InvalidOperationException">First asked for after the transaction's last event.</exception>
    public StateVector BeforeState => _beforeState ??= Document.StateAround(this, client => client.StateBefore);

    /// <summary>The state vector when the transaction's observers began.</summary>
    /// <exception cref="InvalidOperationException">Its body still runs, or first asked for after its last event.</exception>
    public StateVector AfterState => IsSettled
        ? _afterState ??= Document.StateAround(this, client => client.StateAfter)
        : throw new InvalidOperationException("the transaction's body still runs");

    /// <summary>What the transaction deleted; while its body runs, what it deleted so far.</summary>
    /// <exception cref="InvalidOperationException">First asked for after the transaction's last event.</exception>
    public DeleteSet DeleteSet
    {
        get
        {
            if (_deleteSet is { } known)
            {
                return known;
            }

            var deletes = DeleteSet.From(ChangesOrThrow().DeletedOf.SelectMany(RangesOf));
            _deleteSet = IsSettled ? deletes : null;
            return deletes;
        }
    }

    /// <summary>The types that changed: not those that came with the transaction, nor those that it deleted.</summary>
    /// <exception cref="InvalidOperationException">First asked for after the transaction's last event.</exception>
    public IReadOnlyCollection<SharedType> ChangedTypes
    {
        get
        {
            if (_changedTypes is { } known)
            {
                return known;
            }

            SharedType[] types = [.. (ChangesOrThrow().Types?.All() ?? [])
                .Where(changed => changed.Node.Kind != TypeKind.Undeclared)
                .Select(changed => SharedType.Of(Document, changed.Node))];
            _changedTypes = IsSettled ? types : null;
            return types;
        }
    }

    /// <summary>For each type that changed, or in which one that changed nests, the events. Null until observers of types are
    /// called, and if there are none.</summary>
    internal OrderedDictionary<TypeNode, List<YEvent>>? Events { get; set; }

    /// <summary>What it did to subdocuments beside the items that hold them; null if nothing.</summary>
    internal SubdocumentSets? Subdocuments { get; set; }

    /// <summary>What it did to the store: of a transaction whose body still runs that of the store; null once it is over.</summary>
    internal TransactionChanges? Changes { get; set; }

    /// <summary>Its body has ended, and its observers may ask.</summary>
    internal bool IsSettled { get; private set; }

    internal void Settle()
    {
        Changes!.Settle();
        IsSettled = true;
    }

    internal void Close()
    {
        Changes = null;
        IsSettled = true;
    }

    internal TransactionChanges ChangesOrThrow() =>
        Changes ?? throw new InvalidOperationException("the transaction is over, and nobody asked for this while it was observed");

    private static IEnumerable<(ClientId Client, DeleteRange Range)> RangesOf(ClientChanges changes)
    {
        for (var i = 0; i < changes.Deleted.Count; i++)
        {
            var (start, end) = changes.Deleted[i];
            yield return (new ClientId(changes.Client.Id), new DeleteRange((ulong)start, (ulong)(end - start)));
        }
    }
}
