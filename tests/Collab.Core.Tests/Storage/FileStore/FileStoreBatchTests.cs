using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>How batches are grouped, and which are refused.</summary>
public sealed class FileStoreBatchTests
{
    private static readonly DocumentName Board = new("board");
    private static readonly ReadOnlyMemory<byte> Update = new byte[] { 0, 0 };

    [Fact]
    public void Commits_that_wait_share_one_write_and_one_sync()
    {
        var history = Open(new FileStoreOptions());
        var batches = Enumerable.Range(0, 20).Select(i => history.CreateBatch(Guid.NewGuid(), (Board, 1))).ToArray();
        var calls = history.Disk.Calls;

        Assert.Empty(history.Append(batches));

        // The pump runs the log's loop once the test's own task has posted all twenty.
        Assert.Equal(calls + 2, history.Disk.Calls);
        history.Verify();
    }

    [Fact]
    public void A_group_ends_when_it_has_enough_bytes()
    {
        var history = Open(new FileStoreOptions { GroupBytes = 1 });
        var batches = Enumerable.Range(0, 5).Select(i => history.CreateBatch(Guid.NewGuid(), (Board, 1))).ToArray();
        var calls = history.Disk.Calls;

        Assert.Empty(history.Append(batches));

        Assert.Equal(calls + 10, history.Disk.Calls);
    }

    [Fact]
    public void More_commits_than_the_queue_holds_wait_for_their_turn()
    {
        var history = Open(new FileStoreOptions { QueueLength = 2 });
        var batches = Enumerable.Range(0, 50).Select(i => history.CreateBatch(Guid.NewGuid(), (Board, 1))).ToArray();

        Assert.Empty(history.Append(batches));

        Assert.Equal(50, history.Load(Board).Count);
    }

    [Fact]
    public void A_batch_that_breaks_a_rule_is_refused()
    {
        var history = Open(new FileStoreOptions());
        var writer = Guid.NewGuid();
        DocumentUpdates part = new(Board, [Update]);

        Refused(new AppendBatch(new CommitId(writer, 0), [part]));
        Refused(new AppendBatch(new CommitId(writer, 1), [part, part]));
        Refused(new AppendBatch(new CommitId(writer, 1), [new DocumentUpdates(Board, [])]));
        Refused(new AppendBatch(new CommitId(writer, 1), [new DocumentUpdates(default, [Update])]));
        Assert.Empty(history.Load(Board));

        history.Pump.Run(() => history.Store.AppendAsync(
            new AppendBatch(new CommitId(writer, 2), [part]), CancellationToken.None));
        Refused(new AppendBatch(new CommitId(writer, 1), [part]));

        void Refused(AppendBatch batch) => Assert.Throws<ArgumentException>(
            () => history.Pump.Run(() => history.Store.AppendAsync(batch, CancellationToken.None)));
    }

    [Fact]
    public void A_closed_store_refuses_every_call()
    {
        var history = Open(new FileStoreOptions());
        history.Close();
        var batch = history.CreateBatch(Guid.NewGuid(), (Board, 1));

        Assert.Throws<ObjectDisposedException>(
            () => history.Pump.Run(() => history.Store.AppendAsync(batch, CancellationToken.None)));
        Assert.Throws<ObjectDisposedException>(
            () => history.Pump.Run(() => history.Store.LoadAsync(Board, CancellationToken.None)));
        history.Close();
    }

    private static FileStoreHistory Open(FileStoreOptions options)
    {
        var history = new FileStoreHistory(new SimulatedDisk(), options);
        Assert.True(history.TryOpen());
        return history;
    }
}
