namespace Collab.Core.Sessions;

/// <summary>What is kept of received bytes must not keep much else in memory.</summary>
internal static class KeptBytes
{
    private const int SmallBytes = 1024;

    /// <summary>The part itself, or a copy if the array that it is in is much larger.</summary>
    /// <param name="arrayBytes">The length of what came with it in one array.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> part, int arrayBytes) =>
        arrayBytes - part.Length > Math.Max(part.Length, SmallBytes) ? part.ToArray() : part;
}
