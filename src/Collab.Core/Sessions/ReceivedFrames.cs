namespace Collab.Core.Sessions;

/// <summary>Frames of one peer that came together, one after another in one array.</summary>
/// <param name="Bytes">All of them. Whoever is given them keeps and passes them on; the array is not used again.</param>
/// <param name="Ends">Where each ends in <paramref name="Bytes"/>, ascending; empty if there is just one.</param>
public readonly record struct ReceivedFrames(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<int> Ends)
{
    public int Count => Ends.IsEmpty ? 1 : Ends.Length;

    public int EndOf(int index) => Ends.IsEmpty ? Bytes.Length : Ends.Span[index];
}
