using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>Logs cut short (F1) and bytes changed on the medium (F2): what can be read is served, what cannot is never
/// guessed.</summary>
/// <remarks>With COLLAB_LONG=1 the log that is cut has 300 records, and the one with a flipped bit 60.</remarks>
public sealed class FileStoreDamageTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("COLLAB_LONG") == "1";
    private static readonly DocumentName Board = new("board");
    private static readonly DocumentName Page = new("page");
    private static readonly DocumentName Text = new("text");
    private static readonly Guid Writer = new("00000000-0000-0000-0000-000000000001");

    [Fact]
    public void F1_a_log_cut_at_any_byte_keeps_exactly_the_frames_that_are_complete()
    {
        var commits = IsLong ? 300 : 60;
        var history = Fill(new SimulatedDisk(), commits);
        var path = history.Disk.Files.Single(file => file.EndsWith(".log", StringComparison.Ordinal));
        var log = history.Disk[path];
        var header = SegmentHeader.Decode(log)!;
        var frames = SegmentScan.Read(log, header.Identity, header.Length).Parts.Select(part => part.Frame!).ToList();
        Assert.Equal(commits, frames.Count);

        for (var length = 0; length <= log.Length; length++)
        {
            // A frame is complete when its bodies are: the directory at its end is a copy.
            var complete = frames.Count(frame => ContentEnd(frame) <= length);
            var expected = frames.Take(complete).SelectMany(frame => frame.Commits).SelectMany(commit => commit.Entries)
                .GroupBy(entry => entry.Document)
                .ToDictionary(group => group.Key, group => group.Sum(entry => entry.UpdateCount));

            var reopened = Reopen(history.Disk, path, log[..length]);

            foreach (var document in new[] { Board, Page, Text })
            {
                Assert.Equal(expected.GetValueOrDefault(document), reopened.Load(document).Count);
            }
        }
    }

    [Fact]
    public void The_cut_end_of_a_log_is_kept_in_a_side_file()
    {
        var history = Fill(new SimulatedDisk(), commits: 3);
        var path = history.Disk.Files.Single(file => file.EndsWith(".log", StringComparison.Ordinal));
        var log = history.Disk[path];
        var header = SegmentHeader.Decode(log)!;
        var frames = SegmentScan.Read(log, header.Identity, header.Length).Parts.Select(part => part.Frame!).ToList();
        var start = (int)frames[^1].Offset;

        var reopened = Reopen(history.Disk, path, log[..(start + 50)]);

        var aside = Assert.Single(reopened.Disk.Files, file => file.EndsWith(".torn", StringComparison.Ordinal));
        Assert.Equal(log[start..(start + 50)], reopened.Disk[aside]);
        Assert.Equal(start, reopened.Disk[path].Length);
    }

    [Fact]
    public void A_tail_of_zeros_is_no_damage()
    {
        var history = Fill(new SimulatedDisk(), commits: 10);
        var path = history.Disk.Files.Single(file => file.EndsWith(".log", StringComparison.Ordinal));

        var reopened = Reopen(history.Disk, path, [.. history.Disk[path], .. new byte[4096]]);

        Assert.Equal(10, new[] { Board, Page, Text }.Sum(document => reopened.Load(document).Count));
    }

    [Fact]
    public void F2_no_flipped_bit_ever_yields_an_update_that_was_not_written()
    {
        var history = Fill(new SimulatedDisk(), commits: IsLong ? 60 : 12);
        Assert.True(history.TryCompact(Text, 1));
        history.Close();
        var outcomes = new Dictionary<string, int>();
        foreach (var path in history.Disk.Files.Where(file => !file.StartsWith("lock", StringComparison.Ordinal)))
        {
            var content = history.Disk[path];
            for (var bit = 0; bit < content.Length * 8; bit++)
            {
                var flipped = content.ToArray();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                var reopened = Reopen(history.Disk, path, flipped);
                foreach (var document in new[] { Board, Page, Text })
                {
                    var outcome = reopened.LoadOrRefuse(document, history.Expected(document));
                    outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                }
            }
        }

        // Most flips cost nothing: heads are kept twice. The rest is told.
        Assert.True(outcomes["whole"] > 3 * outcomes["refused"], string.Join(", ", outcomes));
    }

    [Fact]
    public void A_damaged_document_is_refused_and_the_others_served()
    {
        var (history, path) = Damage(Board);

        Assert.Throws<DocumentDamagedException>(() => history.Load(Board));
        Assert.Equal(4, history.Load(Page).Count);
        Assert.Equal(4, history.Load(Text).Count);
        Assert.Contains(path, history.Disk.Files);
    }

    [Fact]
    public void Nothing_is_appended_to_a_damaged_document_while_the_batch_goes_on_with_the_others()
    {
        var (history, _) = Damage(Board);

        var results = history.Pump.Run(() => history.Store.AppendAsync(
            history.CreateBatch(Guid.NewGuid(), (Board, 1), (Page, 1)), CancellationToken.None));

        Assert.IsType<DocumentDamagedException>(results[0].Error);
        Assert.Equal(0, results[0].Sequence);
        Assert.Equal(new AppendResult(Page, 5), results[1]);
        Assert.Throws<DocumentDamagedException>(() => history.Pump.Run(
            () => history.Store.CompactAsync(Board, new Checkpoint(4, "state"u8.ToArray()), CancellationToken.None)));
    }

    [Fact]
    public void A_damaged_document_stays_refused_and_its_bytes_stay_however_often_the_store_is_opened()
    {
        var (history, path) = Damage(Board);
        var bytes = history.Disk[path];
        for (var i = 0; i < 3; i++)
        {
            Assert.True(history.TryCompact(Page, 0));
            Assert.True(history.TryCompact(Text, 0));
            history.Close();
            Assert.True(history.TryOpen());
        }

        Assert.Throws<DocumentDamagedException>(() => history.Load(Board));
        Assert.True(bytes.AsSpan().StartsWith(history.Disk[path]));
        Assert.Equal(4, history.Load(Page).Count);
    }

    [Fact]
    public void A_damaged_document_can_be_deleted_and_made_again()
    {
        var (history, _) = Damage(Board);

        Assert.True(history.TryDelete(Board));

        Assert.Empty(history.Append(history.CreateBatch(Guid.NewGuid(), (Board, 2))));
        history.Close();
        Assert.True(history.TryOpen());
        Assert.Equal(2, history.Load(Board).Count);
    }

    [Fact]
    public void A_damaged_checkpoint_refuses_its_document_alone()
    {
        var history = Fill(new SimulatedDisk(), commits: 12);
        Assert.True(history.TryCompact(Board, 0));
        Assert.True(history.TryCompact(Page, 0));
        history.Close();
        var path = history.Disk.Files.Single(
            file => file.StartsWith(CheckpointFiles.StemOf(Board), StringComparison.Ordinal));

        foreach (var offset in new[] { 0, 20, history.Disk[path].Length - 1 })
        {
            var content = history.Disk[path].ToArray();
            content[offset] ^= 1;
            var reopened = Reopen(history.Disk, path, content);

            Assert.Throws<DocumentDamagedException>(() => reopened.Load(Board));
            Assert.Equal(4, reopened.Load(Page).Count);
            Assert.Equal(content, reopened.Disk[path]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_missing_segment_refuses_the_documents_that_later_segments_do_not_clear(int missing)
    {
        var history = Fill(new SimulatedDisk(), commits: 12, segmentBytes: 300);
        Assert.True(history.TryCompact(Text, 0));
        var paths = history.Disk.Files.Where(file => file.EndsWith(".log", StringComparison.Ordinal)).ToList();
        var log = history.Disk[paths[missing]];
        var header = SegmentHeader.Decode(log)!;
        var lost = SegmentScan.Read(log, header.Identity, header.Length).Parts
            .SelectMany(part => part.Frame!.Commits).SelectMany(commit => commit.Entries)
            .Select(entry => entry.Document).ToList();
        Assert.Equal([Text, Board], lost);

        var reopened = Reopen(history.Disk, paths[missing], null);

        for (var i = 0; i < 2; i++)
        {
            // Text has a checkpoint of all that was there; the next update of Page followed the one before the loss.
            Assert.Throws<DocumentDamagedException>(() => reopened.Load(Board));
            Assert.Equal(4, reopened.Load(Page).Count);
            Assert.Equal(4, reopened.Load(Text).Count);
            reopened.Close();
            Assert.True(reopened.TryOpen());
        }
    }

    [Fact]
    public void A_loss_that_nothing_names_refuses_the_documents_that_nothing_clears()
    {
        var history = Fill(new SimulatedDisk(), commits: 12);
        Assert.True(history.TryCompact(Text, 0));
        Assert.Empty(history.Append(history.CreateBatch(Guid.NewGuid(), (Page, 1))));
        var path = history.Disk.Files.Single(file => file.EndsWith(".log", StringComparison.Ordinal));
        var log = history.Disk[path].ToArray();
        var header = SegmentHeader.Decode(log)!;
        var frames = SegmentScan.Read(log, header.Identity, header.Length).Parts.Select(part => part.Frame!).ToList();
        log.AsSpan((int)frames[^3].Offset, (int)(frames[^1].Offset - frames[^3].Offset)).Clear();

        var reopened = Reopen(history.Disk, path, log);

        // Lost were an update of Page, which a later one shows to be missing, and one of Text, which its checkpoint
        // holds.
        // Board lost none, but nothing says so.
        Assert.Throws<DocumentDamagedException>(() => reopened.Load(Page));
        Assert.Throws<DocumentDamagedException>(() => reopened.Load(Board));
        Assert.Equal(4, reopened.Load(Text).Count);
    }

    [Fact]
    public void A_frame_copied_to_another_place_is_not_taken_for_one_of_it()
    {
        var history = Fill(new SimulatedDisk(), commits: 2);
        var path = history.Disk.Files.Single(file => file.EndsWith(".log", StringComparison.Ordinal));
        var log = history.Disk[path];
        var header = SegmentHeader.Decode(log)!;

        var reopened = Reopen(history.Disk, path, [.. log, .. log[header.Length..]]);

        Assert.Equal(2, new[] { Board, Page, Text }.Sum(document => reopened.Load(document).Count));
    }

    private static long ContentEnd(Frame frame) =>
        frame.Commits[^1].Entries[^1].BodyOffset + frame.Commits[^1].Entries[^1].BodyLength;

    /// <summary>A closed store with commits of one update each, for three documents in turn.</summary>
    private static FileStoreHistory Fill(SimulatedDisk disk, int commits, int segmentBytes = 1 << 20)
    {
        var history = new FileStoreHistory(disk, new FileStoreOptions { SegmentBytes = segmentBytes });
        Assert.True(history.TryOpen());
        for (var i = 0; i < commits; i++)
        {
            var document = (i % 3) switch { 0 => Board, 1 => Page, _ => Text };
            Assert.Empty(history.Append(history.CreateBatch(Writer, (document, 1))));
        }

        return history;
    }

    /// <summary>An open store in which an update of a document, in the middle of the log, has changed on the
    /// medium.</summary>
    private static (FileStoreHistory History, string Path) Damage(DocumentName document)
    {
        var history = Fill(new SimulatedDisk(), commits: 12);
        var path = history.Disk.Files.Single(file => file.EndsWith(".log", StringComparison.Ordinal));
        var log = history.Disk[path].ToArray();
        var header = SegmentHeader.Decode(log)!;
        var entry = SegmentScan.Read(log, header.Identity, header.Length).Parts
            .SelectMany(part => part.Frame!.Commits).SelectMany(commit => commit.Entries)
            .Where(entry => entry.Document == document).ElementAt(1);
        log[(int)entry.BodyOffset + 5] ^= 0x20;
        return (Reopen(history.Disk, path, log), path);
    }

    /// <summary>Opens a copy of a store in which one file is another, or missing; it always opens.</summary>
    private static FileStoreHistory Reopen(SimulatedDisk disk, string path, byte[]? content)
    {
        var history = new FileStoreHistory(disk.Copy(path, content), new FileStoreOptions());
        Assert.True(history.TryOpen());
        return history;
    }
}
