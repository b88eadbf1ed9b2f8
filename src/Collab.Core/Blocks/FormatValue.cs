using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <summary>What a format is set to: by a mark that is in the text, or by a caller. Null ends a format.</summary>
/// <param name="Mark">The handle of the mark; 0 for a value of a caller.</param>
/// <param name="Given">A caller's value; nothing where a mark has it.</param>
internal readonly record struct FormatValue(int Mark, Any Given)
{
    /// <summary>The format is not in force.</summary>
    public static FormatValue None => new(0, Any.Null);
}
