using System.Runtime.InteropServices;

namespace Collab.Core.Blocks;

/// <summary>All blocks of a document, the types they make up, and the rules by which they join and leave.</summary>
/// <remarks>
/// Knows no updates, transactions of the application or limits: it is given checked blocks in an order in which all that a
/// block refers to is there. Once all changes that were taken are cleaned up nothing in it is half done.
/// docs/engine.md tells its invariants.
/// </remarks>
internal sealed partial class BlockStore(bool collectsDeleted)
{
    private readonly BlockPages _blocks = new();
    private readonly List<ClientBlocks> _clients = [];
    private readonly Dictionary<ulong, int> _clientIndices = [];
    private readonly List<TypeNode> _types = [];
    private readonly Stack<int> _freeTypes = new();
    private readonly Dictionary<int, TypeNode> _roots = [];
    private readonly List<TypeNode> _rootOrder = [];
    private ContentArena _arena = new();
    private ClientBlocks[]? _descending;

    public KeyTable Keys { get; } = new();

    /// <summary>The root types, in the order in which they were first named.</summary>
    public IReadOnlyList<TypeNode> Roots => _rootOrder;

    /// <summary>How many clients have blocks.</summary>
    public int ClientCount => _clients.Count;

    /// <summary>Every client that has blocks, the highest id first: the order in which Yjs writes them.</summary>
    public ReadOnlySpan<ClientBlocks> ClientsDescending
    {
        get
        {
            if (_descending is null)
            {
                _descending = [.. _clients.Where(client => client.Count > 0)];
                Array.Sort(_descending, (left, right) => right.Id.CompareTo(left.Id));
            }

            return _descending;
        }
    }

    public ref Block this[int handle] => ref _blocks[handle];

    public ClientBlocks Client(int index) => _clients[index];

    /// <returns>The client of an id, or null if nothing of it is known.</returns>
    public ClientBlocks? FindClient(ulong id) => _clientIndices.TryGetValue(id, out var index) ? _clients[index] : null;

    public ClientBlocks GetClient(ulong id)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_clientIndices, id, out var isKnown);
        if (!isKnown)
        {
            index = _clients.Count;
            _clients.Add(new ClientBlocks(index, id));
        }

        return _clients[index];
    }

    /// <summary>The next clock expected of a client.</summary>
    public int StateOf(ulong client) => FindClient(client)?.State ?? 0;

    /// <returns>The handle of the block that holds a unit, which has to be in the store.</returns>
    public int Find(int client, int clock)
    {
        var blocks = _clients[client];
        return blocks.HandleAt(blocks.PositionOf(clock));
    }

    public TypeNode Type(int index) => _types[index];

    /// <summary>The type that an item of kind <see cref="ContentKind.Type"/> holds.</summary>
    public TypeNode TypeIn(in Block item) => _types[(int)item.Content];

    public TypeNode? FindRoot(string name) =>
        Keys.Find(name) is var key and >= 0 && _roots.TryGetValue(key, out var root) ? root : null;

    /// <summary>The root of a name, made on first use: undeclared, until the application asks for a kind.</summary>
    public TypeNode GetRoot(int name)
    {
        if (!_roots.TryGetValue(name, out var root))
        {
            root = AddType(TypeKind.Undeclared, name, item: 0);
            _roots.Add(name, root);
            _rootOrder.Add(root);
        }

        return root;
    }

    public ReadOnlySpan<byte> ContentOf(in Block block) =>
        block.ContentBytes == 0 ? [] : _arena.Get(block.Content, block.ContentBytes);

    private TypeNode AddType(TypeKind kind, int name, int item)
    {
        var hasFree = _freeTypes.TryPop(out var index);
        var type = new TypeNode(hasFree ? index : _types.Count, kind, name, item);
        if (hasFree)
        {
            _types[index] = type;
        }
        else
        {
            _types.Add(type);
        }

        return type;
    }
}
