using System.Text;
using Collab.Core.Storage;
using Collab.Core.Storage.FileStore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Core.Tests.Storage.FileStore;

/// <summary>Drives a store on a simulated disk and knows what it must still hold.</summary>
/// <remarks>
/// Every update is a text used once. A checkpoint's state is the texts that it stands for, so that a load always gives
/// a
/// document's whole history. A call that fails leaves its document in doubt: its effect is there whole, or not at all.
/// </remarks>
internal sealed class FileStoreHistory(SimulatedDisk disk, FileStoreOptions options)
{
    private readonly Dictionary<DocumentName, List<string>> _acknowledged = [];
    private readonly Dictionary<DocumentName, List<List<string>>> _doubtful = [];
    private readonly HashSet<DocumentName> _maybeDeleted = [];
    private readonly HashSet<DocumentName> _compacted = [];
    private readonly Dictionary<Guid, long> _commits = [];
    private int _texts;
    private FileDocumentStore? _store;

    public Pump Pump { get; } = new();

    public ManualTime Time { get; } = new();

    public SimulatedDisk Disk => disk;

    public FileDocumentStore Store => _store!;

    public IEnumerable<DocumentName> Documents => _acknowledged.Keys;

    /// <summary>How many documents are known to hold something.</summary>
    public int Stored => _acknowledged.Values.Count(texts => texts.Count > 0);

    /// <returns>False if the disk failed meanwhile.</returns>
    public bool TryOpen()
    {
        try
        {
            _store = FileDocumentStore.Open(disk, options, Time, Pump, Pump, NullLogger.Instance);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    public void Close() => Pump.Run(async () => await Store.DisposeAsync());

    /// <summary>Makes a batch of new texts for some documents.</summary>
    public AppendBatch CreateBatch(Guid writer, params (DocumentName Document, int Updates)[] documents)
    {
        var number = _commits[writer] = _commits.GetValueOrDefault(writer) + 1;
        return new AppendBatch(new CommitId(writer, number), [.. documents.Select(part => new DocumentUpdates(
            part.Document,
            [.. Enumerable.Range(0, part.Updates).Select(_ => CreateText())]))]);
    }

    /// <summary>Appends batches of different writers at the same time.</summary>
    /// <returns>Those that failed; their outcome is in doubt until they are appended again.</returns>
    public List<AppendBatch> Append(params AppendBatch[] batches)
    {
        var failed = new List<AppendBatch>();
        Pump.Run(async () =>
        {
            var appends = batches.Select(batch => Store.AppendAsync(batch, CancellationToken.None)).ToList();
            for (var i = 0; i < batches.Length; i++)
            {
                try
                {
                    Acknowledge(batches[i], await appends[i]);
                }
                catch (StoreUnavailableException)
                {
                    failed.Add(batches[i]);
                }
            }
        });
        foreach (var batch in failed)
        {
            foreach (var part in batch.Documents)
            {
                GetDoubtful(part.Document).Add(Texts(part));
            }
        }

        return failed;
    }

    /// <summary>Appends failed batches again, as a caller has to, once time has passed.</summary>
    public List<AppendBatch> Repeat(List<AppendBatch> failed)
    {
        Time.Advance(options.RetryDelay);
        foreach (var part in failed.SelectMany(batch => batch.Documents))
        {
            GetDoubtful(part.Document).RemoveAll(texts => texts[0] == Texts(part)[0]);
        }

        return Append([.. failed]);
    }

    public bool TryCompact(DocumentName document, int back)
    {
        var texts = _acknowledged.GetValueOrDefault(document, []);
        var sequence = texts.Count - back;
        var state = Encoding.UTF8.GetBytes(string.Concat(texts.Take(Math.Max(0, sequence))));
        var checkpoint = new Checkpoint(sequence, state);
        return Try(() =>
        {
            if (Pump.Run(() => Store.CompactAsync(document, checkpoint, CancellationToken.None)))
            {
                _compacted.Add(document);
            }
        });
    }

    public bool TryDelete(DocumentName document)
    {
        _compacted.Remove(document);
        if (Try(() => Pump.Run(() => Store.DeleteAsync(document, CancellationToken.None))))
        {
            _acknowledged[document] = [];
            GetDoubtful(document).Clear();
            _maybeDeleted.Remove(document);
            return true;
        }

        _maybeDeleted.Add(document);
        return false;
    }

    /// <summary>What a document must hold.</summary>
    public IReadOnlyList<string> Expected(DocumentName document) => _acknowledged.GetValueOrDefault(document, []);

    /// <summary>Loads a document's whole history; empty if there is none.</summary>
    public List<string> Load(DocumentName document) =>
        Pump.Run(() => Store.LoadAsync(document, CancellationToken.None)) is { } stored ? Texts(stored) : [];

    /// <summary>Loads a document's whole history without its newest checkpoint; null if that is not kept.</summary>
    public List<string>? LoadPrevious(DocumentName document) =>
        Pump.Run(() => Store.LoadPreviousAsync(document, CancellationToken.None)) is { } stored ? Texts(stored) : null;

    /// <summary>Loads a document that may have been damaged: it is whole, or its newest part missing, or refused, but
    /// never wrong.</summary>
    public string LoadOrRefuse(DocumentName document, IReadOnlyList<string> expected)
    {
        try
        {
            var found = Load(document);
            Assert.Equal(expected.Take(found.Count), found);
            Assert.InRange(found.Count, expected.Count - 1, expected.Count);
            return found.Count == expected.Count ? "whole" : "shorter";
        }
        catch (DocumentDamagedException)
        {
            return "refused";
        }
    }

    /// <summary>Loads every document and compares it with what it must hold; what was in doubt is settled
    /// then.</summary>
    public void Verify()
    {
        foreach (var document in _acknowledged.Keys.Union(_doubtful.Keys).ToList())
        {
            var stored = Pump.Run(() => Store.LoadAsync(document, CancellationToken.None));
            var found = stored is null ? [] : Texts(stored);
            Assert.Equal(stored?.Sequence ?? 0, found.Count);
            Settle(document, found);
            VerifyPrevious(document, found);
        }
    }

    /// <summary>Loads what is kept beside a document's newest checkpoint: the same whole history.</summary>
    private void VerifyPrevious(DocumentName document, List<string> found)
    {
        if (LoadPrevious(document) is { } previous)
        {
            Assert.Equal(found, previous);
        }
        else
        {
            // A disk that has no space left keeps what is needed.
            Assert.False(
                options.KeepReplacedFor > TimeSpan.Zero && _compacted.Contains(document) && !disk.HasBeenFull,
                $"nothing is kept of {document}, which has a checkpoint");
        }
    }

    public static List<string> Texts(StoredDocument stored) => Split(
        Encoding.UTF8.GetString((stored.Checkpoint?.State ?? default).Span)
        + string.Concat(stored.Updates.Select(update => Encoding.UTF8.GetString(update.Span))));

    private static List<string> Texts(DocumentUpdates part) =>
        [.. part.Updates.Select(update => Encoding.UTF8.GetString(update.Span))];

    private static List<string> Split(string texts) =>
        [.. texts.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => text + ";")];

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private ReadOnlyMemory<byte> CreateText() => Encoding.UTF8.GetBytes($"u{++_texts};");

    private void Acknowledge(AppendBatch batch, IReadOnlyList<AppendResult> results)
    {
        foreach (var (part, result) in batch.Documents.Zip(results))
        {
            Assert.Null(result.Error);
            if (!_acknowledged.TryGetValue(part.Document, out var texts))
            {
                _acknowledged.Add(part.Document, texts = []);
            }

            _maybeDeleted.Remove(part.Document);
            texts.AddRange(Texts(part));
            Assert.Equal(texts.Count, result.Sequence);
        }
    }

    private List<List<string>> GetDoubtful(DocumentName document)
    {
        if (!_doubtful.TryGetValue(document, out var texts))
        {
            _doubtful.Add(document, texts = []);
        }

        return texts;
    }

    private void Settle(DocumentName document, List<string> found)
    {
        var certain = _acknowledged.GetValueOrDefault(document, []);
        if (_maybeDeleted.Contains(document) && found.Count == 0)
        {
            certain = [];
        }

        Assert.Equal(certain, found.Take(certain.Count));
        var rest = found.Skip(certain.Count).ToList();
        foreach (var texts in GetDoubtful(document))
        {
            if (rest.Take(texts.Count).SequenceEqual(texts))
            {
                rest.RemoveRange(0, texts.Count);
            }
        }

        Assert.Empty(rest);
        _acknowledged[document] = found;
        _doubtful.Remove(document);
        _maybeDeleted.Remove(document);
    }
}
