namespace Collab.Core.Blocks;

/// <summary>One run of units of one client, as it lies in the store: an item, or a collected block.</summary>
/// <remarks>
/// Known by a handle, its place in <see cref="BlockPages"/>; handle 0 is "none". Clients, types and keys are indices into
/// the store's tables; -1 is "none". No field is a reference, so the garbage collector never looks inside.
/// </remarks>
internal struct Block
{
    public const int None = -1;

    public int Client;
    public int Clock;

    /// <summary>Clock units; for text, UTF-16 units.</summary>
    public int Length;

    public int OriginClient;
    public int OriginClock;
    public int RightOriginClient;
    public int RightOriginClock;

    /// <summary>Neighbours in the parent's list, or in the history of the parent's key; deleted ones are in it too.</summary>
    public int Left;
    public int Right;

    /// <summary>The type that holds the item; none for a collected block.</summary>
    public int Parent;

    /// <summary>The key that the item is a value of; none in a list.</summary>
    public int ParentSub;

    /// <summary>An address in <see cref="ContentArena"/>; for <see cref="ContentKind.Type"/> the type's index.</summary>
    public uint Content;

    /// <summary>Bytes of content; text is UTF-8.</summary>
    public int ContentBytes;

    /// <summary>When the last conflict scan passed here (see <see cref="BlockStore"/>.Integrate).</summary>
    public int Stamp;

    public ContentKind Kind;
    public BlockFlags Flags;

    public readonly int End => Clock + Length;

    public readonly bool IsItem => Kind != ContentKind.Gc;

    public readonly bool IsDeleted => (Flags & BlockFlags.Deleted) != 0;

    public readonly bool IsCountable => Kind is not (ContentKind.Deleted or ContentKind.Format or ContentKind.Gc);

    /// <summary>Whether it counts in its list: an index can point at it.</summary>
    public readonly bool IsVisible => !IsDeleted && IsCountable;

    /// <summary>Whether it changes the formats of what follows it.</summary>
    public readonly bool IsMark => Kind == ContentKind.Format && !IsDeleted;

    public readonly bool HasOrigin => OriginClient != None;

    public readonly bool HasRightOrigin => RightOriginClient != None;

    /// <summary>A block of which nothing is left but its clocks.</summary>
    public static Block Collected(int client, int clock, int length) => new()
    {
        Client = client,
        Clock = clock,
        Length = length,
        OriginClient = None,
        RightOriginClient = None,
        Parent = None,
        ParentSub = None,
        Kind = ContentKind.Gc,
        Flags = BlockFlags.Deleted,
    };
}
