namespace Collab.Core.Storage.FileStore;

/// <summary>One document's part of a commit, as it lies in a segment.</summary>
/// <param name="BodyOffset">Where its updates begin, in bytes from the segment's start.</param>
/// <param name="BodyLength">Their length in bytes, with the u32 length before each.</param>
/// <param name="Crc">The body's checksum.</param>
/// <param name="UpdateLengths">The length of each update in bytes; null if the body is damaged.</param>
internal sealed record FrameEntry(
    LogEntryKind Kind,
    DocumentName Document,
    int Life,
    long FirstSequence,
    int UpdateCount,
    long BodyOffset,
    int BodyLength,
    uint Crc,
    int[]? UpdateLengths)
{
    public long LastSequence => FirstSequence + UpdateCount - 1;

    public bool IsDamaged => UpdateLengths is null;
}
