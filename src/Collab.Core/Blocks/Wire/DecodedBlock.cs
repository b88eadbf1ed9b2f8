namespace Collab.Core.Blocks;

/// <summary>One block of an update, checked, with its names and content as slices of the update's bytes (V2: or of those in its <see cref="UpdateExtension"/>).</summary>
internal struct DecodedBlock
{
    public ulong Client;
    public ulong OriginClient;
    public ulong RightOriginClient;
    public ulong ParentClient;
    public int Clock;
    public int Length;
    public int OriginClock;
    public int RightOriginClock;
    public int ParentClock;

    /// <summary>The name of the root that holds the item, with <see cref="ParentForm.Root"/>.</summary>
    public Slice ParentName;
    public Slice Sub;

    /// <summary>Text: UTF-8. Any, Json: the values without their count. Type: the node name. Binary, Embed, Format,
    /// Document: as on the V1 wire, but that the value of an embed or format may be <c>any</c> instead of JSON:
    /// see <see cref="JsonOrAny"/>. Deleted: nothing.</summary>
    public Slice Content;

    public ContentKind Kind;
    public ParentForm Parent;
    public TypeKind TypeKind;
    public bool HasOrigin;
    public bool HasRightOrigin;

    /// <summary>Whether a key was read, which it is only after a parent.</summary>
    public bool HasSub;

    public readonly int End => Clock + Length;
}
