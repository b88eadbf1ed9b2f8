namespace Collab.Core.Blocks;

internal sealed partial class BlockStore
{
    /// <summary>Adds every unit of the store to a digest, and which of them are deleted.</summary>
    public void AddTo(ref UnitDigester digester)
    {
        foreach (var client in ClientsDescending)
        {
            digester.AddWord(client.Id);
            for (var position = 0; position < client.Count; position++)
            {
                AddUnits(ref digester, client.Id, client.HandleAt(position));
            }

            digester.AddWord((ulong)client.State);
            digester.AddRanges(client.Id, client.Deleted);
        }
    }

    // Read from the block itself: what View, which the writers use, leaves out must not be missing here too.
    private void AddUnits(ref UnitDigester digester, ulong client, int handle)
    {
        ref var block = ref _blocks[handle];
        var unit = new BlockView { Client = client, Clock = block.Clock, Length = block.Length, Kind = block.Kind };
        if (block.IsItem)
        {
            if (block.HasOrigin)
            {
                (unit.HasOrigin, unit.OriginClock) = (true, block.OriginClock);
                unit.OriginClient = _clients[block.OriginClient].Id;
            }

            if (block.HasRightOrigin)
            {
                (unit.HasRightOrigin, unit.RightOriginClock) = (true, block.RightOriginClock);
                unit.RightOriginClient = _clients[block.RightOriginClient].Id;
            }

            if (!block.HasOrigin && !block.HasRightOrigin)
            {
                FillParent(block, ref unit);
            }

            if (block.Kind == ContentKind.Type)
            {
                var type = _types[(int)block.Content];
                unit.TypeKind = type.Kind;
                unit.Content = type.Name == Block.None ? [] : Keys.GetUtf8(type.Name);
            }
            else
            {
                unit.Content = ContentOf(block);
            }
        }

        digester.Add(unit, block.IsDeleted);
    }

    private void FillParent(in Block block, ref BlockView unit)
    {
        var parent = _types[block.Parent];
        if (parent.IsRoot)
        {
            unit.Parent = ParentForm.Root;
            unit.ParentName = Keys.GetUtf8(parent.Name);
        }
        else
        {
            ref var holder = ref _blocks[parent.Item];
            unit.Parent = ParentForm.Item;
            unit.ParentClient = _clients[holder.Client].Id;
            unit.ParentClock = holder.Clock;
        }

        if (block.ParentSub != Block.None)
        {
            unit.HasSub = true;
            unit.Sub = Keys.GetUtf8(block.ParentSub);
        }
    }
}
