namespace Collab.Core.Blocks;

/// <summary>A block as a writer sees it, wherever it lies: in the store or in an update.</summary>
internal ref struct BlockView
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
    public ReadOnlySpan<byte> ParentName;
    public ReadOnlySpan<byte> Sub;

    /// <summary>In the form that <see cref="DecodedBlock.Content"/> describes.</summary>
    public ReadOnlySpan<byte> Content;

    public ContentKind Kind;
    public ParentForm Parent;
    public TypeKind TypeKind;
    public bool HasOrigin;
    public bool HasRightOrigin;
    public bool HasSub;

    public static BlockView Of(in DecodedBlock block, ReadOnlySpan<byte> source) => new()
    {
        Client = block.Client,
        OriginClient = block.OriginClient,
        RightOriginClient = block.RightOriginClient,
        ParentClient = block.ParentClient,
        Clock = block.Clock,
        Length = block.Length,
        OriginClock = block.OriginClock,
        RightOriginClock = block.RightOriginClock,
        ParentClock = block.ParentClock,
        ParentName = block.ParentName.Of(source),
        Sub = block.Sub.Of(source),
        Content = block.Content.Of(source),
        Kind = block.Kind,
        Parent = block.Parent,
        TypeKind = block.TypeKind,
        HasOrigin = block.HasOrigin,
        HasRightOrigin = block.HasRightOrigin,
        HasSub = block.HasSub,
    };
}
