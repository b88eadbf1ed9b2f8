namespace Collab.Core.Blocks;

internal sealed partial class BlockStore
{
    /// <summary>Inserts a new item of a local author into a list.</summary>
    /// <param name="left">The item before it, whole; 0 for the front. Its neighbour to the right, deleted or not, becomes
    /// the right origin: items whose origins are not adjacent would not converge.</param>
    /// <param name="content">In the form that <see cref="DecodedBlock.Content"/> describes.</param>
    /// <returns>Its handle.</returns>
    public int InsertAfter(
        ulong author, TypeNode parent, int left, ContentKind kind, ReadOnlySpan<byte> content, int length)
    {
        var right = left == 0 ? parent.Start : _blocks[left].Right;
        return InsertLocal(author, parent, left, right, Block.None, kind, content, length);
    }

    /// <summary>Gives a key a new value; the old one becomes its origin and is deleted.</summary>
    public int SetKey(ulong author, TypeNode parent, int key, ContentKind kind, ReadOnlySpan<byte> content) =>
        InsertLocal(author, parent, parent.Map.Get(key), right: 0, key, kind, content, length: 1);

    private int InsertLocal(
        ulong author,
        TypeNode parent,
        int left,
        int right,
        int key,
        ContentKind kind,
        ReadOnlySpan<byte> content,
        int length)
    {
        var client = GetClient(author);
        if (length > int.MaxValue - client.State)
        {
            throw new InvalidOperationException("the client id has no clocks left: edit with another one");
        }

        var item = new Block
        {
            Client = client.Index,
            Clock = client.State,
            Length = length,
            OriginClient = Block.None,
            RightOriginClient = Block.None,
            Left = left,
            Right = right,
            Parent = parent.Index,
            ParentSub = key,
            Kind = kind,
        };
        if (left != 0)
        {
            item.OriginClient = _blocks[left].Client;
            item.OriginClock = _blocks[left].End - 1;
        }

        if (right != 0)
        {
            item.RightOriginClient = _blocks[right].Client;
            item.RightOriginClock = _blocks[right].Clock;
        }

        var handle = _blocks.Allocate();
        StoreContent(handle, ref item, content, startsWithReplacement: false, default);
        Place(handle, item);
        return handle;
    }
}
