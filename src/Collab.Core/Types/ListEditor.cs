using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>Local edits of lists and maps, at the places where Yjs would make them.</summary>
internal static class ListEditor
{
    /// <summary>Inserts values: bytes in an item each, all others packed into one.</summary>
    public static void Insert(BlockStore store, ClientId author, TypeNode node, int index, ReadOnlySpan<Any> values)
    {
        var left = FindLeft(store, node, index);
        var writer = new Lib0Writer();
        var packed = 0;
        foreach (var value in values)
        {
            if (value.Kind != AnyKind.Bytes)
            {
                writer.WriteAny(value);
                packed++;
                continue;
            }

            left = InsertPacked(store, author, node, left, writer, packed);
            packed = 0;
            writer.WriteVarBytes(value.AsBytes().Span);
            left = store.InsertAfter(author.Value, node, left, ContentKind.Binary, writer.WrittenSpan, 1);
            writer.Clear();
        }

        InsertPacked(store, author, node, left, writer, packed);
    }

    /// <summary>Deletes countable units from an index on.</summary>
    public static void Delete(BlockStore store, TypeNode node, int index, int length)
    {
        var handle = node.Start;
        for (; index > 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            if (item.IsVisible)
            {
                SplitAt(store, item, index);
                index -= item.Length;
            }
        }

        for (; length > 0; handle = store[handle].Right)
        {
            ref var item = ref store[handle];
            if (item.IsVisible)
            {
                SplitAt(store, item, length);
                length -= item.Length;
                store.Delete(handle);
            }
        }
    }

    public static void Set(BlockStore store, ClientId author, TypeNode node, string key, Any value)
    {
        var writer = new Lib0Writer();
        if (value.Kind == AnyKind.Bytes)
        {
            writer.WriteVarBytes(value.AsBytes().Span);
            store.SetKey(author.Value, node, store.Keys.Intern(key), ContentKind.Binary, writer.WrittenSpan);
        }
        else
        {
            writer.WriteAny(value);
            store.SetKey(author.Value, node, store.Keys.Intern(key), ContentKind.Any, writer.WrittenSpan);
        }
    }

    /// <summary>Splits an item that goes on beyond that many units.</summary>
    public static void SplitAt(BlockStore store, in Block item, int units)
    {
        if (units < item.Length)
        {
            store.FindStartingAt(item.Client, item.Clock + units);
        }
    }

    private static int InsertPacked(
        BlockStore store, ClientId author, TypeNode node, int left, Lib0Writer writer, int count)
    {
        if (count > 0)
        {
            left = store.InsertAfter(author.Value, node, left, ContentKind.Any, writer.WrittenSpan, count);
            writer.Clear();
        }

        return left;
    }

    // Directly after the unit before the index, so before deleted items that follow it; 0 is the front.
    private static int FindLeft(BlockStore store, TypeNode node, int index)
    {
        if (index == 0)
        {
            return 0;
        }

        var handle = node.Start;
        while (true)
        {
            ref var item = ref store[handle];
            if (item.IsVisible)
            {
                if (index <= item.Length)
                {
                    SplitAt(store, item, index);
                    return handle;
                }

                index -= item.Length;
            }

            handle = item.Right;
        }
    }
}
