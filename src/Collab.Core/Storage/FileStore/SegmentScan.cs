namespace Collab.Core.Storage.FileStore;

/// <summary>What one segment was found to hold, in order.</summary>
/// <param name="Parts">Frames, and the holes between them.</param>
internal sealed record SegmentScan(IReadOnlyList<SegmentPart> Parts)
{
    /// <summary>Reads a segment from its header's end; nothing in it is trusted but what passes its checksum.</summary>
    /// <param name="segment">The segment from its first byte, as far as it counts.</param>
    /// <param name="start">Where the frames begin; 0 if the header is unreadable.</param>
    public static SegmentScan Read(ReadOnlySpan<byte> segment, SegmentIdentity identity, int start)
    {
        var parts = new List<SegmentPart>();
        var position = start;
        while (position < segment.Length)
        {
            if (FrameCodec.ReadForward(segment, identity, position) is { } frame)
            {
                parts.Add(new SegmentPart(position, frame));
                position = (int)Math.Min(frame.End, segment.Length);
                continue;
            }

            var next = FrameCodec.FindNext(segment, identity, position + 1);
            next = next < 0 ? segment.Length : next;
            AddGap(parts, segment, identity, position, next);
            position = next;
        }

        return new SegmentScan(parts);
    }

    /// <summary>Reads what lies between two frames, or after the last, from its end: each frame has its directory there
    /// too.</summary>
    private static void AddGap(
        List<SegmentPart> parts, ReadOnlySpan<byte> segment, SegmentIdentity identity, int start, int end)
    {
        var frames = new Stack<Frame>();
        while (end > start && FrameCodec.ReadBackward(segment, identity, end) is { } frame && frame.Offset >= start)
        {
            frames.Push(frame);
            end = (int)frame.Offset;
        }

        if (end > start)
        {
            parts.Add(new SegmentPart(start, null));
        }

        parts.AddRange(frames.Select(frame => new SegmentPart(frame.Offset, frame)));
    }
}
