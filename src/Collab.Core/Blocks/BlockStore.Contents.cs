namespace Collab.Core.Blocks;

internal sealed partial class BlockStore
{
    /// <summary>Copies a new item's content into the arena.</summary>
    /// <param name="startsWithReplacement">A character was cut in two: its second half becomes U+FFFD.</param>
    private void StoreContent(
        int handle, ref Block item, ReadOnlySpan<byte> content, bool startsWithReplacement, TypeKind typeKind)
    {
        if (item.Kind == ContentKind.Type)
        {
            var isNamed = typeKind is TypeKind.XmlElement or TypeKind.XmlHook;
            item.Content = (uint)AddType(typeKind, isNamed ? Keys.Intern(content) : Block.None, handle).Index;
            return;
        }

        if (startsWithReplacement)
        {
            item.ContentBytes = Utf8Units.Replacement.Length + content.Length;
            item.Content = _arena.Allocate(item.ContentBytes);
            var room = _arena.Get(item.Content, item.ContentBytes);
            Utf8Units.Replacement.CopyTo(room);
            content.CopyTo(room[Utf8Units.Replacement.Length..]);
        }
        else if (content.Length > 0)
        {
            item.ContentBytes = content.Length;
            item.Content = _arena.Add(content);
        }
    }

    private void DropContent(ref Block block)
    {
        if (block.Kind != ContentKind.Type)
        {
            _arena.Drop(RoomOf(block));
        }

        block.Content = 0;
        block.ContentBytes = 0;
        block.Flags &= ~BlockFlags.Roomy;
    }

    // What follows a unit. A character cut in two loses its first half here, and its second to the caller's U+FFFD.
    private static ReadOnlySpan<byte> CutContent(
        scoped in Block item, ReadOnlySpan<byte> content, int units, out bool cutsPair)
    {
        cutsPair = false;
        switch (item.Kind)
        {
            case ContentKind.Text:
                var start = Utf8Units.OffsetOf(content, units, item.Length, out cutsPair);
                return content[(start + (cutsPair ? Utf8Units.PairBytes : 0))..];
            case ContentKind.Any or ContentKind.Json:
                return content[ContentValues.OffsetOf(item.Kind, content, units)..];
            default:
                return content;
        }
    }

    /// <summary>Gives the second part of a split item the content from a unit on, and leaves the rest to the first.</summary>
    private void SplitContent(ref Block left, ref Block right, int units)
    {
        if (left.Kind is ContentKind.Deleted)
        {
            return;
        }

        var content = ContentOf(left);
        var rest = CutContent(left, content, units, out var cutsPair);
        if (!cutsPair)
        {
            right.ContentBytes = rest.Length;
            right.Content = Slice(left.Content, content.Length - rest.Length, rest);
            _arena.Drop(RoomOf(left) - left.ContentBytes);
            left.ContentBytes = content.Length - rest.Length;
            left.Flags &= ~BlockFlags.Roomy;
            return;
        }

        // A surrogate pair is cut: Yjs turns either half into U+FFFD, for good, and so must every replica.
        var first = content[..(content.Length - rest.Length - Utf8Units.PairBytes)];
        StoreContent(0, ref right, rest, startsWithReplacement: true, default);
        var leftBytes = first.Length + Utf8Units.Replacement.Length;
        var address = _arena.Allocate(leftBytes);
        var room = _arena.Get(address, leftBytes);
        first.CopyTo(room);
        Utf8Units.Replacement.CopyTo(room[first.Length..]);
        DropContent(ref left);
        left.Content = address;
        left.ContentBytes = leftBytes;
    }

    private uint Slice(uint address, int offset, ReadOnlySpan<byte> rest)
    {
        if (ContentArena.CanSlice(address, offset))
        {
            return address + (uint)offset;
        }

        _arena.Drop(rest.Length);
        return _arena.Add(rest);
    }

    private static int RoomOf(in Block block) =>
        (block.Flags & BlockFlags.Roomy) != 0 ? ContentArena.RoomFor(block.ContentBytes) : block.ContentBytes;

    /// <summary>Joins the contents of blocks that lie one after the other in their client's list into the first's.</summary>
    private void JoinContents(ClientBlocks client, int first, int last)
    {
        ref var left = ref _blocks[client.HandleAt(first)];
        if (left.Kind is ContentKind.Deleted or ContentKind.Gc)
        {
            return;
        }

        var total = 0;
        var areAdjacent = true;
        for (var i = first; i <= last; i++)
        {
            ref var block = ref _blocks[client.HandleAt(i)];
            areAdjacent &= ContentArena.CanSlice(left.Content, total)
                && block.Content == left.Content + (uint)total
                && ((block.Flags & BlockFlags.Roomy) == 0 || i == last);
            total += block.ContentBytes;
        }

        if (areAdjacent)
        {
            ref var end = ref _blocks[client.HandleAt(last)];
            _arena.Drop(RoomOf(end) - end.ContentBytes);
            left.ContentBytes = total;
            left.Flags &= ~BlockFlags.Roomy;
            return;
        }

        var room = RoomOf(left);
        if (total > room)
        {
            room = ContentArena.RoomFor(total);
            var address = _arena.Allocate(room);
            ContentOf(left).CopyTo(_arena.Get(address, left.ContentBytes));
            var length = left.ContentBytes;
            DropContent(ref left);
            left.Content = address;
            left.ContentBytes = length;
        }

        for (var i = first + 1; i <= last; i++)
        {
            ref var right = ref _blocks[client.HandleAt(i)];
            ContentOf(right).CopyTo(_arena.Get(left.Content, left.ContentBytes + right.ContentBytes)[left.ContentBytes..]);
            left.ContentBytes += right.ContentBytes;
            DropContent(ref right);
        }

        left.Flags |= BlockFlags.Roomy;
    }

    // Copies what is still used into a fresh arena; the old one, with all that was dropped, goes.
    private void CompactContents()
    {
        var fresh = new ContentArena();
        var marks = new Dictionary<uint, uint>();
        foreach (var client in _clients)
        {
            for (var i = 0; i < client.Count; i++)
            {
                ref var block = ref _blocks[client.HandleAt(i)];
                if (block.ContentBytes > 0)
                {
                    block.Content = block.Kind == ContentKind.Format
                        ? CopyMark(block, fresh, marks)
                        : fresh.Add(ContentOf(block));
                    block.Flags &= ~BlockFlags.Roomy;
                }
            }
        }

        _arena = fresh;
    }

    // Marks that share their content go on sharing it: see InsertMark.
    private uint CopyMark(in Block mark, ContentArena fresh, Dictionary<uint, uint> copied)
    {
        if (copied.TryGetValue(mark.Content, out var address))
        {
            fresh.Share(mark.ContentBytes);
            return address;
        }

        address = fresh.Add(ContentOf(mark));
        copied.Add(mark.Content, address);
        return address;
    }
}
