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
            if (type.Positions is { } positions)
            {
                CheckPositions(store, type, positions);
            }

            for (var i = 0; i < type.Map.Count; i++)
            {
                Assert.Equal(0, store[type.Map.ItemAt(i)].Right);
                CheckHistory(store, type, i, reachable, open);
            }
        }
    }

    // All but the current item are deleted. As in Yjs, halves that a forged value of several units was split into are not.
    private static void CheckHistory(
        BlockStore store, TypeNode type, int index, HashSet<int> reachable, Stack<TypeNode> open)
    {
        var right = 0;
        var starts = new HashSet<(int Client, int Clock)>();
        for (var handle = type.Map.ItemAt(index); handle != 0; right = handle, handle = store[handle].Left)
        {
            ref var item = ref store[handle];
            CheckItem(store, type, type.Map.KeyAt(index), handle, reachable, open);
            Assert.Equal(right, item.Right);
            Assert.True(right == 0 || item.IsDeleted || starts.Contains((item.Client, item.End)));
            starts.Add((item.Client, item.Clock));
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

    // The chunks are the list cut in pieces, in order; sums, formats and the place found last are what a walk finds.
    private static void CheckPositions(BlockStore store, TypeNode type, PositionIndex positions)
    {
        var formats = new FormatSet();
        var handle = type.Start;
        var start = 0;
        foreach (var group in positions.Groups)
        {
            Assert.Equal(group.Units, group.Chunks.Sum(chunk => chunk.Units));
            Assert.Equal(group.Marks, group.Chunks.Sum(chunk => chunk.Marks));
            foreach (var chunk in group.Chunks)
            {
                var (first, units, marks) = (start, 0, 0);
                Assert.Same(group, chunk.Group);
                Assert.Equal(handle, chunk.First);
                Assert.InRange(chunk.Items, type.Start == 0 ? 0 : 1, PositionChunk.MaxItems);
                for (var i = 0; i < chunk.Items; i++, handle = store[handle].Right)
                {
                    ref var item = ref store[handle];
                    Assert.Equal(positions.Last.Handle == handle ? positions.Last.Start : start, start);
                    Assert.Equal(i > 0 ? start : first, positions.UnitsBefore(handle));
                    units += item.IsVisible ? item.Length : 0;
                    marks += item.IsMark ? 1 : 0;
                    start += item.IsVisible ? item.Length : 0;
                    if (item.IsMark)
                    {
                        store.PassMark(handle, formats);
                    }
                }

                Assert.Equal((units, marks), (chunk.Units, chunk.Marks));
                CheckFormats(store, positions, formats, handle == 0 ? 0 : store[handle].Left);
            }
        }

        Assert.Equal(0, handle);
    }

    private static void CheckFormats(BlockStore store, PositionIndex positions, FormatSet walked, int handle)
    {
        if (handle == 0)
        {
            return;
        }

        var found = new FormatSet();
        positions.PassMarksUpTo(handle, found);
        Assert.Equal(walked.Count, found.Count);
        for (var i = 0; i < walked.Count; i++)
        {
            Assert.Equal((walked[i].Key, walked[i].Value.Mark), (found[i].Key, found[i].Value.Mark));
        }
    }
}
