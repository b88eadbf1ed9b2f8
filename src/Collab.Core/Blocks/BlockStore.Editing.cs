using System.Text;
using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <content>New items of a local author.</content>
internal sealed partial class BlockStore
{
    private readonly Lib0Writer _scratch = new();

    /// <summary>An empty writer for the content of an item, valid until the next call.</summary>
    public Lib0Writer Scratch()
    {
        _scratch.Clear();
        return _scratch;
    }

    /// <summary>Inserts a new item of a local author into a list.</summary>
    /// <param name="left">The item before it, whole; 0 for the front. Its neighbour to the right, deleted or not, becomes
    /// the right origin: items whose origins are not adjacent would not converge.</param>
    /// <param name="content">In the form that <see cref="DecodedBlock.Content"/> describes.</param>
    /// <returns>Its handle.</returns>
    public int InsertAfter(
        ulong author, TypeNode parent, int left, ContentKind kind, ReadOnlySpan<byte> content, int length)
    {
        var handle = InsertLocal(author, parent, left, kind, length, out var item);
        StoreContent(handle, ref item, content, startsWithReplacement: false, default);
        Place(handle, item);
        return handle;
    }

    /// <summary>Inserts a new shared type, still empty, into a list.</summary>
    /// <param name="name">The node name of an element, the name of a hook; of no meaning for others.</param>
    /// <returns>The handle of the item that holds it.</returns>
    public int InsertTypeAfter(ulong author, TypeNode parent, int left, TypeKind kind, string name)
    {
        var handle = InsertLocal(author, parent, left, ContentKind.Type, 1, out var item);
        StoreContent(handle, ref item, Encoding.UTF8.GetBytes(name), startsWithReplacement: false, kind);
        Place(handle, item);
        return handle;
    }

    /// <summary>Inserts a format mark into a text.</summary>
    /// <remarks>One that restores what another mark says has its very content, as Yjs would have the same object in both;
    /// <see cref="IsSame"/> asks for that.</remarks>
    public int InsertMark(ulong author, TypeNode parent, int left, int key, FormatValue value)
    {
        var content = Scratch();
        content.WriteVarBytes(Keys.GetUtf8(key));
        JsonOrAny.Add(content, Read(value));
        var handle = InsertLocal(author, parent, left, ContentKind.Format, 1, out var item);
        if (value.Mark != 0 && MayShare(ContentOf(_blocks[value.Mark]), content.WrittenSpan))
        {
            item.Content = _blocks[value.Mark].Content;
            item.ContentBytes = _blocks[value.Mark].ContentBytes;
            _arena.Share(item.ContentBytes);
        }
        else
        {
            StoreContent(handle, ref item, content.WrittenSpan, startsWithReplacement: false, default);
        }

        Place(handle, item);
        return handle;
    }

    // Whether a mark can have another's content: not if that is JSON which Yjs would write otherwise.
    private static bool MayShare(ReadOnlySpan<byte> theirs, ReadOnlySpan<byte> own)
    {
        var reader = new Lib0Reader(theirs);
        reader.ReadVarBytes();
        return JsonOrAny.IsAny(reader.TakeRest()) || theirs.SequenceEqual(own);
    }

    /// <summary>Gives a key a new value; the old one becomes its origin and is deleted.</summary>
    /// <returns>The handle of the item that is the value.</returns>
    public int SetKey(ulong author, TypeNode parent, int key, ContentKind kind, ReadOnlySpan<byte> content)
    {
        var handle = SetLocal(author, parent, key, kind, out var item);
        StoreContent(handle, ref item, content, startsWithReplacement: false, default);
        Place(handle, item);
        return handle;
    }

    /// <summary>Gives a key a new shared type, still empty, as its value.</summary>
    /// <inheritdoc cref="InsertTypeAfter" path="/param"/>
    /// <inheritdoc cref="InsertTypeAfter" path="/returns"/>
    public int SetKeyType(ulong author, TypeNode parent, int key, TypeKind kind, string name)
    {
        var handle = SetLocal(author, parent, key, ContentKind.Type, out var item);
        StoreContent(handle, ref item, Encoding.UTF8.GetBytes(name), startsWithReplacement: false, kind);
        Place(handle, item);
        return handle;
    }

    private int InsertLocal(ulong author, TypeNode parent, int left, ContentKind kind, int length, out Block item)
    {
        var handle = NewLocal(author, parent, kind, length, out item);
        item.ParentSub = Block.None;
        item.Left = left;
        item.Right = left == 0 ? parent.Start : _blocks[left].Right;
        if (left != 0)
        {
            SetOrigin(ref item, left);
        }

        if (item.Right != 0)
        {
            item.RightOriginClient = _blocks[item.Right].Client;
            item.RightOriginClock = _blocks[item.Right].Clock;
        }

        return handle;
    }

    private int SetLocal(ulong author, TypeNode parent, int key, ContentKind kind, out Block item)
    {
        var handle = NewLocal(author, parent, kind, 1, out item);
        item.ParentSub = key;
        item.Left = parent.Map.Get(key);
        if (item.Left != 0)
        {
            SetOrigin(ref item, item.Left);
        }

        return handle;
    }

    private int NewLocal(ulong author, TypeNode parent, ContentKind kind, int length, out Block item)
    {
        var client = GetClient(author);
        if (length > int.MaxValue - client.State)
        {
            throw new InvalidOperationException("the client id has no clocks left: edit with another one");
        }

        item = new Block
        {
            Client = client.Index,
            Clock = client.State,
            Length = length,
            OriginClient = Block.None,
            RightOriginClient = Block.None,
            Parent = parent.Index,
            Kind = kind,
        };
        return _blocks.Allocate();
    }

    private void SetOrigin(ref Block item, int left)
    {
        item.OriginClient = _blocks[left].Client;
        item.OriginClock = _blocks[left].End - 1;
    }
}
