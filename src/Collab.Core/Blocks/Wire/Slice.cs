namespace Collab.Core.Blocks;

/// <summary>A part of a buffer that is kept elsewhere.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> buffer) => buffer.Slice(Start, Length);
}
