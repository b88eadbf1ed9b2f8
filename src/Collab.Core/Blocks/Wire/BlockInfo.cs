namespace Collab.Core.Blocks;

/// <summary>The first byte of a block: its content's kind, and what follows before that.</summary>
internal static class BlockInfo
{
    public const int KindBits = 0x1F;

    /// <summary>It has a key; the key follows only after a parent.</summary>
    public const int SubBit = 0x20;
    public const int RightOriginBit = 0x40;
    public const int OriginBit = 0x80;

    public static byte Of(in BlockView block, bool hasOrigin) =>
        (byte)((int)block.Kind
            | (hasOrigin ? OriginBit : 0)
            | (block.HasRightOrigin ? RightOriginBit : 0)
            | (block.HasSub ? SubBit : 0));
}
