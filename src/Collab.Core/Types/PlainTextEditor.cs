using System.Buffers;
using System.Text;
using Collab.Core.Blocks;

namespace Collab.Core.Types;

/// <summary>Local edits of texts that never had formats: what most typing is, so without any formats to carry.</summary>
internal static class PlainTextEditor
{
    private const int MaxStackBytes = 256;
    private const int MaxBytesPerUnit = 3;

    public static void Insert(BlockStore store, ulong author, TypeNode node, int index, string text)
    {
        // As Yjs does, behind the deleted items that are there.
        var left = store.FindLeft(node, index);
        while ((left == 0 ? node.Start : store[left].Right) is var next and not 0 && store[next].IsDeleted)
        {
            left = next;
        }

        InsertAfter(store, author, node, left, text);
    }

    /// <returns>The handle of the new item.</returns>
    public static int InsertAfter(BlockStore store, ulong author, TypeNode node, int left, string text)
    {
        if (text.Length * MaxBytesPerUnit <= MaxStackBytes)
        {
            Span<byte> utf8 = stackalloc byte[MaxStackBytes];
            var length = Encoding.UTF8.GetBytes(text, utf8);
            return store.InsertAfter(author, node, left, ContentKind.Text, utf8[..length], text.Length);
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        var bytes = Encoding.UTF8.GetBytes(text, rented);
        var handle = store.InsertAfter(author, node, left, ContentKind.Text, rented.AsSpan(0, bytes), text.Length);
        ArrayPool<byte>.Shared.Return(rented);
        return handle;
    }

    public static void Delete(BlockStore store, TypeNode node, int index, int length)
    {
        var left = store.FindLeft(node, index);
        for (var handle = left == 0 ? node.Start : store[left].Right;
            handle != 0 && length > 0;
            handle = store[handle].Right)
        {
            if (TextEditor.IsTextContent(store[handle]))
            {
                store.SplitAfter(handle, length);
                length -= store[handle].Length;
                store.Delete(handle);
            }
        }
    }
}
