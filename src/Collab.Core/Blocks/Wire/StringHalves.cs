namespace Collab.Core.Blocks;

/// <summary>Halves of characters outside the BMP that a text begins or ends with.</summary>
[Flags]
internal enum StringHalves
{
    None = 0,

    /// <summary>It begins with the second half of one.</summary>
    First = 1,

    /// <summary>It ends with the first half of one.</summary>
    Last = 2,
}
