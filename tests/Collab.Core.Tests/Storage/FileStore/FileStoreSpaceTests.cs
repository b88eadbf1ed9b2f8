using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>What the store takes of disk and handles.</summary>
public sealed class FileStoreSpaceTests
{
    private static readonly Guid Writer = new("00000000-0000-0000-0000-000000000001");

    [Fact]
    public void Segments_go_when_no_document_needs_them_any_more()
    {
        var history = Open(500, TimeSpan.Zero);
        var board = new DocumentName("board");
        for (var i = 0; i < 50; i++)
        {
            Assert.Empty(history.Append(history.CreateBatch(Writer, (board, 1))));
        }

        Assert.InRange(Logs(history), 10, 50);
        Assert.True(history.TryCompact(board, 0));
        for (var i = 0; i < 5; i++)
        {
            Assert.Empty(history.Append(history.CreateBatch(Writer, (board, 1))));
        }

        Assert.InRange(Logs(history), 1, 4);
        history.Close();
        Assert.True(history.TryOpen());
        Assert.Equal(55, history.Load(board).Count);
    }

    [Fact]
    public void What_was_kept_long_enough_goes_without_another_checkpoint()
    {
        var history = Open(500);
        var (board, page) = (new DocumentName("board"), new DocumentName("page"));
        for (var i = 0; i < 50; i++)
        {
            Assert.Empty(history.Append(history.CreateBatch(Writer, (board, 1))));
        }

        Assert.True(history.TryCompact(board, 1));
        history.Time.Advance(TimeSpan.FromHours(25));
        Assert.True(history.TryCompact(board, 0));
        Assert.Equal(2, history.Disk.Files.Count(IsCheckpoint));
        history.Time.Advance(TimeSpan.FromHours(23));
        Append(history, page, 5);
        Assert.Equal(50, history.LoadPrevious(board)!.Count);

        // New segments alone let go of it, and the next checkpoint of whatever document removes its file.
        history.Time.Advance(TimeSpan.FromHours(2));
        Append(history, page, 5);
        Assert.Null(history.LoadPrevious(board));
        Assert.True(history.TryCompact(page, 0));
        Assert.Equal(2, history.Disk.Files.Count(IsCheckpoint));
        history.Close();
        Assert.True(history.TryOpen());
        Assert.Equal(50, history.Load(board).Count);
    }

    [Fact]
    public void What_was_kept_long_enough_is_gone_after_a_start()
    {
        var history = Open(500);
        var board = new DocumentName("board");
        Append(history, board, 50);
        Assert.True(history.TryCompact(board, 0));
        Assert.InRange(Logs(history), 10, 50);
        Assert.Equal(50, history.LoadPrevious(board)!.Count);
        history.Close();
        history.Time.Advance(TimeSpan.FromHours(25));

        Assert.True(history.TryOpen());

        Assert.InRange(Logs(history), 1, 2);
        Assert.Null(history.LoadPrevious(board));
        Assert.Equal(50, history.Load(board).Count);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void What_was_kept_long_enough_stays_while_the_newest_checkpoint_cannot_be_read(bool restarted)
    {
        var history = Open(500);
        var (board, page) = (new DocumentName("board"), new DocumentName("page"));
        Append(history, board, 50);
        Assert.True(history.TryCompact(board, 0));
        var checkpoint = history.Disk.Files.Single(IsCheckpoint);
        var content = history.Disk[checkpoint].ToArray();
        content[^1] ^= 1;
        history.Disk[checkpoint] = content;

        history.Time.Advance(TimeSpan.FromHours(25));
        if (restarted)
        {
            history.Close();
            Assert.True(history.TryOpen());
        }

        // Each of these looks for what has had its time.
        Append(history, page, 5);
        Assert.True(history.TryCompact(page, 0));

        Assert.Throws<DocumentDamagedException>(() => history.Load(board));
        Assert.Equal(50, history.LoadPrevious(board)!.Count);
    }

    [Fact]
    public void Deletions_are_forgotten_when_nothing_older_is_left()
    {
        var history = Open(300);
        for (var i = 0; i < 20; i++)
        {
            var document = new DocumentName($"document {i}");
            Assert.Empty(history.Append(history.CreateBatch(Writer, (document, 2))));
            Assert.True(history.TryCompact(document, 1));
            Assert.True(history.TryDelete(document));
        }

        history.Close();
        Assert.True(history.TryOpen());
        history.Close();
        Assert.True(history.TryOpen());

        // The last frame always moves on; all before it is gone.
        Assert.InRange(Logs(history), 1, 2);
        Assert.DoesNotContain(history.Disk.Files, file => file.EndsWith(".ckpt", StringComparison.Ordinal));
        history.Verify();
    }

    [Fact]
    public void Opening_again_and_again_leaves_no_trail_of_segments()
    {
        var history = Open(1 << 20);
        Assert.Empty(history.Append(history.CreateBatch(Writer, (new DocumentName("board"), 1))));
        Assert.Empty(history.Append(history.CreateBatch(Writer, (new DocumentName("page"), 1))));
        for (var i = 0; i < 10; i++)
        {
            history.Close();
            Assert.True(history.TryOpen());
        }

        Assert.Equal(2, Logs(history));
        history.Verify();
    }

    [Fact]
    public void Thousands_of_documents_take_few_handles()
    {
        var history = Open(20_000);
        for (var i = 0; i < 100; i++)
        {
            Assert.Empty(history.Append(history.CreateBatch(
                Writer, [.. Enumerable.Range(0, 30).Select(n => (new DocumentName($"document {(i * 30) + n}"), 1))])));
        }

        for (var i = 0; i < 3000; i += 7)
        {
            Assert.True(history.TryCompact(new DocumentName($"document {i}"), 0));
        }

        history.Verify();
        history.Close();
        Assert.Equal(0, history.Disk.OpenHandles);
        Assert.True(history.TryOpen());
        history.Verify();

        Assert.InRange(history.Disk.MostOpenHandles, 1, 4);
    }

    private static FileStoreHistory Open(int segmentBytes, TimeSpan? keepReplacedFor = null)
    {
        var history = new FileStoreHistory(new SimulatedDisk(), new FileStoreOptions
        {
            SegmentBytes = segmentBytes,
            KeepReplacedFor = keepReplacedFor ?? TimeSpan.FromHours(24),
        });
        Assert.True(history.TryOpen());
        return history;
    }

    private static void Append(FileStoreHistory history, DocumentName document, int commits)
    {
        for (var i = 0; i < commits; i++)
        {
            Assert.Empty(history.Append(history.CreateBatch(Writer, (document, 1))));
        }
    }

    private static bool IsCheckpoint(string file) => file.EndsWith(CheckpointFileName.Extension, StringComparison.Ordinal);

    private static int Logs(FileStoreHistory history) =>
        history.Disk.Files.Count(file => file.EndsWith(".log", StringComparison.Ordinal));
}
