using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Core.Tests.TestData;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Tests.Sessions.Compaction;

public sealed class CompactionTests
{
    private static DocumentSessionOptions AfterUpdates(int count) => new() { CheckpointAfterUpdates = count };

    [Fact]
    public void A_checkpoint_is_made_after_so_many_updates_while_the_document_is_open()
    {
        using var lab = new CompactionLab(AfterUpdates(5));
        var writer = lab.Join(1);

        for (var i = 0; i < 4; i++)
        {
            lab.Type(writer, "x");
        }

        Assert.Equal(0, lab.Store.Checkpoints);
        lab.Type(writer, "y");

        Assert.Equal(5, lab.Stored().Checkpoint!.Sequence);
        Assert.Empty(lab.Stored().Updates);
        Assert.Equal("xxxxy", lab.Text());
        Assert.Contains("stored", lab.Outcomes);
    }

    [Fact]
    public void A_checkpoint_is_made_when_the_oldest_update_is_old()
    {
        using var lab = new CompactionLab(new DocumentSessionOptions { CheckpointAfter = TimeSpan.FromMinutes(3) });
        var writer = lab.Join(1);
        lab.Type(writer, "old");

        lab.Advance(TimeSpan.FromSeconds(170));
        Assert.Equal(0, lab.Store.Checkpoints);
        lab.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(1, lab.Stored().Checkpoint!.Sequence);
        lab.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, lab.Store.Checkpoints);
    }

    [Fact]
    public void A_checkpoint_stands_for_what_other_processes_wrote_too()
    {
        using var lab = new CompactionLab(AfterUpdates(2));
        var writer = lab.Join(1);
        var other = new FakePeer(2);

        lab.Append(other.Edit("theirs"));
        lab.Type(writer, "ours");
        lab.Type(writer, "!");

        Assert.Equal(2, lab.Stored().Checkpoint!.Sequence);
        lab.Unload(writer);
        Assert.Contains("theirs", lab.Text(), StringComparison.Ordinal);
        Assert.Contains("ours!", lab.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_pending_is_in_the_checkpoint_and_shows_when_its_predecessor_comes()
    {
        using var lab = new CompactionLab(AfterUpdates(1));
        var author = new FakePeer(7);
        byte[][] updates = [author.Edit("a"), author.Edit("b"), author.Edit("c")];
        var sender = lab.Join(1);

        lab.Send(sender, updates[1]);
        lab.Send(sender, updates[2]);
        lab.Unload(sender);
        var stored = lab.Stored();
        Assert.Equal(2, stored.Checkpoint!.Sequence);
        Assert.Empty(stored.Updates);
        Assert.Equal("", lab.Text());
        lab.Send(lab.Join(2), updates[0]);

        Assert.Equal("abc", lab.Text());
        Assert.Empty(lab.Alerts);
    }

    [Fact]
    public void Deletes_that_are_pending_are_in_the_checkpoint()
    {
        using var lab = new CompactionLab(AfterUpdates(1));
        var author = new FakePeer(7);
        var insert = author.Edit("abc");
        var delete = author.Document.TransactAndEncode(_ => author.Document.GetText("text").Delete(1, 1))!;
        var sender = lab.Join(1);

        lab.Send(sender, delete);
        lab.Unload(sender);
        Assert.Equal(1, lab.Stored().Checkpoint!.Sequence);
        lab.Send(lab.Join(2), insert);

        Assert.Equal("ac", lab.Text());
    }

    // What a fault in the encoder could make of "abc", of which "b" was deleted, with "later" pending.
    public static TheoryData<string> Faults =>
        ["another character", "a lost update", "a lost delete", "another attribute", "lost pending blocks", "not an update", "nothing at all", "a throw"];

    [Theory, MemberData(nameof(Faults))]
    public void A_checkpoint_that_is_not_the_document_replaces_nothing_and_raises_an_alert(string fault)
    {
        var updates = AbcWithoutB();
        using var lab = new CompactionLab(AfterUpdates(4), document => Faulty(document, fault, updates));
        var peer = lab.Join(1);
        foreach (var update in updates)
        {
            lab.Send(peer, update);
        }

        Assert.Equal(fault == "a throw" ? 0 : 1, lab.Alerts.Count());
        Assert.Equal(fault == "a throw" ? "failed" : "differs", lab.Outcomes[^1]);
        Assert.Equal(0, lab.Store.Checkpoints);
        Assert.Null(lab.Stored().Checkpoint);
        Assert.Equal(4, lab.Stored().Updates.Count);

        // The session goes on, and tries again when there is as much log once more.
        lab.Type(peer, "1");
        lab.Type(peer, "2");
        lab.Type(peer, "3");
        Assert.Single(lab.Outcomes, outcome => outcome is "differs" or "failed");
        lab.Encoder = null;
        lab.Type(peer, "4");
        Assert.Equal(8, lab.Stored().Checkpoint!.Sequence);
        Assert.Equal("stored", lab.Outcomes[^1]);
        Assert.Contains("1234", lab.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_differs_does_not_keep_a_document_in_memory()
    {
        using var lab = new CompactionLab(encoder: document => [0, 0]);
        var writer = lab.Join(1);
        lab.Type(writer, "kept");

        lab.Unload(writer);

        Assert.Single(lab.Alerts);
        Assert.Equal("kept", lab.Text());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_store_that_fails_or_hangs_does_not_keep_a_document_in_memory(bool hangs)
    {
        using var lab = new CompactionLab();
        var writer = lab.Join(1);
        lab.Type(writer, "kept");
        lab.Store.LoadFailure = hangs ? null : new StoreUnavailableException("down");
        lab.Store.HangsOnLoad = hangs;

        writer.Leave();
        for (var second = 0; second < 120; second++)
        {
            lab.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, lab.Sessions.Count);
        Assert.Contains("failed", lab.Outcomes);
    }

    [Fact]
    public void Stopping_does_not_wait_for_a_checkpoint()
    {
        var options = AfterUpdates(1);
        options.DrainSpread = TimeSpan.Zero;
        using var lab = new CompactionLab(options);
        var writer = lab.Join(1);
        lab.Store.HangsOnLoad = true;
        lab.Type(writer, "kept");

        lab.Run(async () =>
        {
            await lab.Sessions.StopAsync(CancellationToken.None);
            return true;
        });

        lab.Store.HangsOnLoad = false;
        Assert.Single(lab.Stored().Updates);
    }

    [Fact]
    public void A_process_makes_no_more_checkpoints_at_once_than_it_is_told()
    {
        var atOnce = 0;
        var most = 0;
        var gate = new TaskCompletionSource();
        using var lab = new CompactionLab(new DocumentSessionOptions { MaxCompactions = 2, CompactionRest = 0 });
        var store = new WatchedLoads(lab.Store, async () =>
        {
            most = Math.Max(most, ++atOnce);
            await gate.Task;
            atOnce--;
        });
        var environment = new SessionEnvironment { Store = store, Options = lab.Environment.Options, Loggers = lab.Logs, Scheduler = lab.Scheduler };
        using var compactor = new Compactor(environment, new DocumentLoader(environment));
        var runs = Enumerable.Range(0, 6)
            .Select(i => lab.Scheduler.Run(() => compactor.CompactAsync(new DocumentName($"d{i}"), CancellationToken.None)))
            .ToList();

        Assert.Equal(2, atOnce);
        gate.SetResult();
        lab.Scheduler.RunAll();

        Assert.Equal(2, most);
        Assert.All(runs, run => Assert.Equal(CompactionOutcome.Stale, SteppedSessions.ResultOf(run).Outcome));
    }

    [Fact]
    public void A_process_rests_after_a_checkpoint_in_times_of_what_it_took()
    {
        using var lab = new CompactionLab(new DocumentSessionOptions { CompactionRest = 3 });
        var loads = 0;
        var store = new WatchedLoads(lab.Store, () =>
        {
            loads++;
            lab.Time.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        });
        var environment = new SessionEnvironment
        {
            Store = store,
            Options = lab.Environment.Options,
            Loggers = lab.Logs,
            Scheduler = lab.Scheduler,
            Time = lab.Time,
        };
        using var compactor = new Compactor(environment, new DocumentLoader(environment));
        lab.Scheduler.Run(() => compactor.CompactAsync(new DocumentName("first"), CancellationToken.None));

        lab.Scheduler.Run(() => compactor.CompactAsync(new DocumentName("second"), CancellationToken.None));

        lab.Time.Advance(TimeSpan.FromSeconds(5));
        lab.Scheduler.RunAll();
        Assert.Equal(1, loads);
        lab.Time.Advance(TimeSpan.FromSeconds(1));
        lab.Scheduler.RunAll();
        Assert.Equal(2, loads);
    }

    [Fact]
    public void A_broken_checkpoint_is_replaced_soon_after_its_predecessor_stood_in()
    {
        using var lab = new CompactionLab();
        var author = new FakePeer(7);
        byte[][] updates = [author.Edit("a"), author.Edit("b"), author.Edit("c")];
        lab.Append(updates[..2]);
        lab.Run(() => lab.Store.CompactAsync(CompactionLab.Name, new Checkpoint(2, new byte[] { 0xFF }), CancellationToken.None));
        lab.Append(updates[2]);
        lab.Store.Previous = new StoredDocument(null, [.. updates.Select(update => (ReadOnlyMemory<byte>)update)]);

        var reader = lab.Join(1);

        Assert.Equal("abc", reader.Text);
        Assert.Equal(3, lab.Stored().Checkpoint!.Sequence);
        lab.Store.Previous = null;
        lab.Unload(reader);
        Assert.Equal("abc", lab.Text());
        Assert.Equal(2, lab.Logs.Of(LogLevel.Error).Count());
    }

    private static byte[][] AbcWithoutB()
    {
        var author = new FakePeer(7);
        var text = author.Document.GetText("text");
        byte[][] seen =
        [
            author.Edit("abc"),
            author.Document.TransactAndEncode(_ => text.Delete(1, 1))!,
            author.Document.TransactAndEncode(_ => text.Format(0, 1, [KeyValuePair.Create("bold", Any.FromBoolean(true))]))!,
        ];
        author.Edit("never sent ");
        return [.. seen, author.Edit("later")];
    }

    private static byte[] Faulty(Document document, string fault, byte[][] updates)
    {
        var state = document.EncodeStateAsUpdate();
        switch (fault)
        {
            case "another character":
                state[state.AsSpan().IndexOf("c"u8)] = (byte)'x';
                return state;
            case "another attribute":
                return Replaced(state, "true"u8, "null"u8);
            case "a lost update":
                return UpdateBytes.Merge(updates[..3]);
            case "a lost delete":
                return UpdateBytes.Merge([updates[0], .. updates[2..]]);
            case "lost pending blocks":
                var copy = new Document();
                copy.ApplyUpdate(state);
                copy.DropPending();
                return copy.EncodeStateAsUpdate();
            case "not an update":
                return state[..^1];
            case "nothing at all":
                return [0, 0];
            default:
                throw new InvalidTimeZoneException(fault);
        }
    }

    private static byte[] Replaced(byte[] state, ReadOnlySpan<byte> old, ReadOnlySpan<byte> with)
    {
        with.CopyTo(state.AsSpan(state.AsSpan().IndexOf(old)));
        return state;
    }

    private sealed class WatchedLoads(IDocumentStore inner, Func<Task> load) : IDocumentStore
    {
        public async Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken)
        {
            await load();
            return await inner.LoadAsync(document, cancellationToken);
        }

        public Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken) =>
            inner.AppendAsync(batch, cancellationToken);

        public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
            inner.LoadPreviousAsync(document, cancellationToken);

        public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken) =>
            inner.CompactAsync(document, checkpoint, cancellationToken);

        public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) =>
            inner.DeleteAsync(document, cancellationToken);

        public IAsyncEnumerable<StoredDocumentSummary> ListAsync(CancellationToken cancellationToken) =>
            inner.ListAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
