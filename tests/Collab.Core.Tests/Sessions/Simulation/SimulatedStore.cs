using System.Runtime.CompilerServices;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Storage;

namespace Collab.Core.Tests.Sessions.Simulation;

/// <summary>A disk whose operations end when the simulation says so, and as it says: done, failed, or done and reported as failed.</summary>
/// <remarks>Beside the documents it keeps all that was ever stored, which no checkpoint may lose any of.</remarks>
internal sealed class SimulatedStore(Random random, Action<string> trace) : IDocumentStore
{
    private readonly MemoryStore _disk = new();
    private readonly List<Operation> _operations = [];
    private readonly HashSet<(ulong Client, int Clock)> _blocks = [];

    /// <summary>Deletes that wait for their blocks are stored too, though <see cref="Durable"/> does not show them yet.</summary>
    private readonly HashSet<(ulong Client, int Clock)> _deletes = [];

    /// <summary>One operation in so many fails; 0 while the store is healthy.</summary>
    public int FailsOneIn { get; set; }

    public bool IsIdle => _operations.Count == 0;

    /// <summary>All that was ever stored.</summary>
    public Document Durable { get; } = new();

    /// <summary>What of an update was never stored; empty if nothing.</summary>
    public string Lacks(ReadOnlyMemory<byte> update)
    {
        var blocks = Replica.Describe(BlocksOf(update).Where(block => !_blocks.Contains(block)));
        var deletes = Replica.Describe(DeletesOf(update).Where(unit => !_deletes.Contains(unit)));
        return blocks + (deletes == "" ? "" : $" deletes of {deletes}");
    }

    public bool HasBlock(ulong client, int clock) => _blocks.Contains((client, clock));

    public Task<IReadOnlyList<AppendResult>> AppendAsync(AppendBatch batch, CancellationToken cancellationToken) =>
        Start("append", () =>
        {
            var results = Now(_disk.AppendAsync(batch, CancellationToken.None));
            foreach (var update in batch.Documents.SelectMany(document => document.Updates))
            {
                Keep(update);
            }

            return results;
        });

    public Task<StoredDocument?> LoadAsync(DocumentName document, CancellationToken cancellationToken) =>
        Start("load", () => Now(_disk.LoadAsync(document, CancellationToken.None)));

    public Task<StoredDocument?> LoadPreviousAsync(DocumentName document, CancellationToken cancellationToken) =>
        Start("load", () => Now(_disk.LoadPreviousAsync(document, CancellationToken.None)));

    public Task<bool> CompactAsync(DocumentName document, Checkpoint checkpoint, CancellationToken cancellationToken) =>
        Start("checkpoint", () =>
        {
            var stored = Now(_disk.CompactAsync(document, checkpoint, CancellationToken.None));
            AssertHoldsAll(document);
            if (stored)
            {
                // It may hold what is being appended just now.
                Keep(checkpoint.State);
            }

            return stored;
        });

    public Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async IAsyncEnumerable<StoredDocumentSummary> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Ends one operation, if there is any.</summary>
    public void Step()
    {
        if (_operations.Count == 0)
        {
            return;
        }

        var operation = _operations[random.Next(_operations.Count)];
        _operations.Remove(operation);
        var fails = FailsOneIn > 0 && random.Next(FailsOneIn) == 0;
        var isDone = !fails || random.Next(2) == 0;
        trace($"store: {operation.Name} {(isDone ? "done" : "not done")}{(fails ? ", reported as failed" : "")}");
        operation.End(isDone, fails ? new StoreUnavailableException("simulated") : null);
    }

    /// <summary>The process dies: what it had asked for is done or not, and nobody hears of it.</summary>
    public void Crash()
    {
        foreach (var operation in _operations)
        {
            if (random.Next(2) == 0)
            {
                trace($"store: {operation.Name} done, unheard");
                operation.End(true, new StoreUnavailableException("crashed"));
            }
        }

        _operations.Clear();
    }

    /// <summary>Loads the document as a session would, and looks for everything that was ever stored.</summary>
    public void AssertHoldsAll(DocumentName document)
    {
        var loaded = new Document();
        if (Now(_disk.LoadAsync(document, CancellationToken.None)) is { } stored)
        {
            if (stored.Checkpoint is { } checkpoint)
            {
                loaded.ApplyUpdate(checkpoint.State.Span);
            }

            foreach (var update in stored.Updates)
            {
                loaded.ApplyUpdate(update.Span);
            }
        }

        var blocks = BlocksOf(loaded.EncodeStateAsUpdate());
        Assert.True(_blocks.IsSubsetOf(blocks), "the store has lost blocks");
        Assert.Equal("", Replica.Lacks(loaded, Durable.GetStateVector(), Durable.GetDeleteSet()));
    }

    public static HashSet<(ulong Client, int Clock)> BlocksOf(ReadOnlyMemory<byte> update)
    {
        var blocks = new HashSet<(ulong Client, int Clock)>();
        for (var cursor = UpdateCursor.Open(update, UpdateFormat.V1, skipsGaps: true); cursor.HasCurrent; cursor.MoveNext())
        {
            for (var clock = cursor.Current.Clock; clock < cursor.Current.End; clock++)
            {
                blocks.Add((cursor.Current.Client, clock));
            }
        }

        return blocks;
    }

    private static IEnumerable<(ulong Client, int Clock)> DeletesOf(ReadOnlyMemory<byte> update)
    {
        var cursor = UpdateCursor.Open(update, UpdateFormat.V1, skipsGaps: true);
        while (cursor.HasCurrent)
        {
            cursor.MoveNext();
        }

        var deletes = new Lib0Writer();
        cursor.ReadDeletes().WriteTo(deletes, UpdateFormat.V1);
        return DeleteSet.Decode(deletes.WrittenSpan).SelectMany(entry => entry.Ranges.SelectMany(range =>
            Enumerable.Range((int)range.Clock, (int)range.Length).Select(clock => (entry.Client.Value, clock))));
    }

    private void Keep(ReadOnlyMemory<byte> update)
    {
        trace($"store: keeps {Replica.Describe(BlocksOf(update))}");
        Durable.ApplyUpdate(update.Span);
        _blocks.UnionWith(BlocksOf(update));
        _deletes.UnionWith(DeletesOf(update));
    }

    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private Task<T> Start<T>(string name, Func<T> work)
    {
        var completion = new TaskCompletionSource<T>();
        _operations.Add(new Operation(name, (isDone, failure) =>
        {
            var result = isDone ? work() : default;
            if (failure is null)
            {
                completion.SetResult(result!);
            }
            else
            {
                completion.SetException(failure);
            }
        }));
        return completion.Task;
    }

    private sealed record Operation(string Name, Action<bool, Exception?> End);
}
