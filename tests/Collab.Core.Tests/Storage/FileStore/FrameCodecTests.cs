using System.Text;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

public sealed class FrameCodecTests
{
    private static readonly SegmentIdentity Identity = new(new Guid("11223344-5566-7788-99aa-bbccddeeff00"), 7);

    private static readonly LogCommit[] Commits =
    [
        new(new CommitId(new Guid("a1a2a3a4-b1b2-c1c2-d1d2-d3d4d5d6d7d8"), 3),
            [new LogEntry(LogEntryKind.Updates, new DocumentName("board"), 0, 12, [new byte[] { 1, 2, 3 }])]),
    ];

    /// <summary>The bytes that docs/persistence.md draws.</summary>
    [Fact]
    public void A_frame_is_laid_out_as_documented()
    {
        var bytes = Encode(64);

        Assert.Equal(DocumentedFrame, Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void A_frame_reads_back_from_both_ends()
    {
        byte[] segment = [.. new byte[64], .. Encode(64)];

        var forward = FrameCodec.ReadForward(segment, Identity, 64)!;
        var backward = FrameCodec.ReadBackward(segment, Identity, segment.Length)!;

        foreach (var frame in new[] { forward, backward })
        {
            Assert.Equal((64, segment.Length, true), (frame.Offset, frame.End, frame.IsWhole));
            var commit = Assert.Single(frame.Commits);
            Assert.Equal(Commits[0].Id, commit.Id);
            var entry = Assert.Single(commit.Entries);
            Assert.Equal(("board", 12, 1), (entry.Document.Value, entry.FirstSequence, entry.UpdateCount));
            Assert.Equal([3], entry.UpdateLengths!);
        }
    }

    [Fact]
    public void A_frame_passes_only_in_its_own_place_of_its_own_segment()
    {
        var bytes = Encode(64);

        Assert.Null(FrameCodec.ReadForward([.. new byte[65], .. bytes], Identity, 65));
        Assert.Null(FrameCodec.ReadForward([.. new byte[64], .. bytes], Identity with { Number = 8 }, 64));
        Assert.Null(FrameCodec.ReadForward([.. new byte[64], .. bytes], Identity with { Store = Guid.Empty }, 64));
    }

    [Fact]
    public void Updates_that_look_like_frames_are_not_taken_for_frames()
    {
        var lookAlikes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("CFRM", 1000)));

        Assert.Equal(-1, FrameCodec.FindNext([.. lookAlikes, .. Encode(64)], Identity, 0));
    }

    private static byte[] Encode(int offset)
    {
        var bytes = new byte[FrameCodec.Measure(Commits)];
        FrameCodec.Encode(Commits, Identity, offset, bytes);
        return bytes;
    }

    private const string DocumentedFrame =
        "4346524d5467c542f846baf8540000000700000001000000a1a2a3a4b1b2c1c2d1d2d3d4d5d6d7d80300"
        + "00000000000001000000010500000000000c00000000000000010000000700000056f5190b626f617264"
        + "03000000010203540000000700000001000000a1a2a3a4b1b2c1c2d1d2d3d4d5d6d7d803000000000000"
        + "0001000000010500000000000c00000000000000010000000700000056f5190b626f617264f846baf854"
        + "0000004d524643";
}
