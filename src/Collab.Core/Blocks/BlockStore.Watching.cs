namespace Collab.Core.Blocks;

/// <content>Which types change, for those who observe them (Yjs, addChangedTypeToTransaction).</content>
internal sealed partial class BlockStore
{
    /// <summary>Whether changes of types are noted: only while somebody asks for them.</summary>
    public bool NotesChangedTypes { get; set; }

    // A type that came in the same transaction is new, and one that is deleted is gone: neither changed.
    private void NoteChanged(TypeNode type, int key)
    {
        if (type.Item != 0)
        {
            ref var item = ref _blocks[type.Item];
            if (item.IsDeleted || item.Clock >= _clients[item.Client].NewFrom)
            {
                return;
            }
        }

        (Changes.Types ??= new ChangedTypes()).Note(type, key);
    }
}
