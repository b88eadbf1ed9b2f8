using Collab.Core.Blocks;
using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

/// <summary>What must hold in a document's block store between transactions (docs/engine.md).</summary>
internal static class StoreInvariants
{
    public static void Check(Document document)
    {
        var store = document.Store;
        var reachable = new HashSet<int>();
        foreach (var root in store.Roots)
        {
            CheckType(store, root, reachable);
        }

        foreach (var client in store.ClientsDescending)
        {
            CheckClient(store, client, reachable);
        }
    }

    private static void CheckClient(BlockStore store, ClientBlocks client, HashSet<int> reachable)
    {
        var next = 0;
        var deleted = new ClockRanges();
        for (var i = 0; i < client.Count; i++)
        {
            ref var block = ref store[client.HandleAt(i)];
            Assert.Equal(next, block.Clock);
            Assert.Equal(client.ClockAt(i), block.Clock);
            Assert.Equal(client.Index, block.Client);
            Assert.True(block.Length > 0);
            next = block.End;
            if (block.IsDeleted)
            {
                deleted.Add(block.Clock, block.End);
            }

            Assert.Equal(block.IsItem, reachable.Remove(client.HandleAt(i)));
        }

        Assert.Equal(client.State, next);
        Assert.Equal(deleted.AsSpan().ToArray(), client.Deleted.AsSpan().ToArray());
        Assert.Null(client.Now);
    }

    private static void CheckType(BlockStore store, TypeNode root, HashSet<int> reachable)
    {
        var open = new Stack<TypeNode>();
        open.Push(root);
        while (open.TryPop(out var type))
        {
            var length = 0;
            var left = 0;
            for (var handle = type.Start; handle != 0; left = handle, handle = store[handle].Right)
            {
                CheckItem(store, type, Block.None, handle, reachable, open);
                Assert.Equal(left, store[handle].Left);
                length += store[handle].IsVisible ? store[handle].Length : 0;
            }

            Assert.Equal(length, type.Length);
            for (var i = 0; i < type.Map.Count; i++)
            {
                Assert.Equal(0, store[type.Map.ItemAt(i)].Right);
                var right = 0;
                for (var handle = type.Map.ItemAt(i); handle != 0; right = handle, handle = store[handle].Left)
                {
                    CheckItem(store, type, type.Map.KeyAt(i), handle, reachable, open);
                    Assert.Equal(right, store[handle].Right);
                    Assert.True(right == 0 || store[handle].IsDeleted);
                }
            }
        }
    }

    private static void CheckItem(
        BlockStore store, TypeNode type, int key, int handle, HashSet<int> reachable, Stack<TypeNode> open)
    {
        ref var item = ref store[handle];
        Assert.True(reachable.Add(handle));
        Assert.Equal(type.Index, item.Parent);
        Assert.Equal(key, item.ParentSub);
        Assert.Same(type, store.Type(type.Index));
        if (item.Kind == ContentKind.Type)
        {
            Assert.Equal(handle, store.TypeIn(item).Item);
            open.Push(store.TypeIn(item));
        }
    }
}
