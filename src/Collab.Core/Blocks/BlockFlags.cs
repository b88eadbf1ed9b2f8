namespace Collab.Core.Blocks;

[Flags]
internal enum BlockFlags : byte
{
    None = 0,
    Deleted = 1,

    /// <summary>Not to be collected, though deleted: an undo may bring it back.</summary>
    Keep = 2,

    /// <summary>The content has room after it, up to the next power of two: see <see cref="ContentArena"/>.</summary>
    Roomy = 4,

    /// <summary>An undo brought it back as another item: it must not merge, as each of its units is known by that one's.</summary>
    Redone = 8,
}
