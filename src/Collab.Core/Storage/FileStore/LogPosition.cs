namespace Collab.Core.Storage.FileStore;

/// <summary>A place in the log; a later one is greater.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Offset">The byte in the segment.</param>
internal readonly record struct LogPosition(long Segment, long Offset) : IComparable<LogPosition>
{
    public int CompareTo(LogPosition other) => (Segment, Offset).CompareTo((other.Segment, other.Offset));

    public override string ToString() => $"segment {Segment}, byte {Offset}";
}
