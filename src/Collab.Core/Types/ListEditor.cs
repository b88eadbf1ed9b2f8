using Collab.Core.Blocks;
using Collab.Core.Codec;

namespace Collab.Core.Types;

/// <summary>Local edits of lists, at the places where Yjs would make them (AbstractType.js, typeList…).</summary>
internal static class ListEditor
{
    /// <exception cref="ArgumentException">A value nests deeper than readers allow.</exception>
    public static void ThrowIfTooDeep(ReadOnlySpan<Any> values)
    {
        foreach (var value in values)
        {
            if (JsonOrAny.IsTooDeep(value))
            {
                throw new ArgumentException("a value nests too deep", nameof(values));
            }
        }
    }

    /// <summary>Inserts values: bytes in an item each, all others packed into one.</summary>
    /// <param name="left">The item to insert after; 0 for the front.</param>
    public static void InsertAfter(BlockStore store, ulong author, TypeNode list, int left, ReadOnlySpan<Any> values)
    {
        var writer = store.Scratch();
        var packed = 0;
        foreach (var value in values)
        {
            if (value.Kind != AnyKind.Bytes)
            {
                writer.WriteAny(value);
                packed++;
                continue;
            }

            left = InsertPacked(store, author, list, left, writer, packed);
            packed = 0;
            writer.WriteVarBytes(value.AsBytes().Span);
            left = store.InsertAfter(author, list, left, ContentKind.Binary, writer.WrittenSpan, 1);
            writer.Clear();
        }

        InsertPacked(store, author, list, left, writer, packed);
    }

    /// <summary>Deletes counted units from an index on.</summary>
    public static void Delete(BlockStore store, TypeNode list, int index, int length)
    {
        var left = store.FindLeft(list, index);
        for (var handle = left == 0 ? list.Start : store[left].Right; length > 0; handle = store[handle].Right)
        {
            if (store[handle].IsVisible)
            {
                store.SplitAfter(handle, length);
                length -= store[handle].Length;
                store.Delete(handle);
            }
        }
    }

    private static int InsertPacked(
        BlockStore store, ulong author, TypeNode list, int left, Lib0Writer writer, int count)
    {
        if (count > 0)
        {
            left = store.InsertAfter(author, list, left, ContentKind.Any, writer.WrittenSpan, count);
            writer.Clear();
        }

        return left;
    }
}
