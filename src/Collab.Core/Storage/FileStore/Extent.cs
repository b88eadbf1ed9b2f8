namespace Collab.Core.Storage.FileStore;

/// <summary>A run of a document's updates in a segment.</summary>
/// <param name="Crc">The checksum over the whole body.</param>
/// <param name="Lengths">The length of each update in the body.</param>
/// <param name="Count">How many of them count, from the first; the rest was replaced by later ones.</param>
internal readonly record struct Extent(
    Segment Segment, long BodyOffset, int BodyLength, uint Crc, long FirstSequence, int[] Lengths, int Count)
{
    public long LastSequence => FirstSequence + Count - 1;
}
