namespace Collab.Core.Storage.FileStore;

/// <summary>The requests that one frame makes durable: numbers their updates and, when that is done, completes
/// them.</summary>
internal sealed class CommitGroup(DocumentIndex index, CommitLedger ledger)
{
    private readonly List<(AppendRequest Request, AppendResult[] Results)> _appends = [];
    private readonly List<(DeleteRequest Request, bool Deletes)> _deletions = [];
    private readonly Dictionary<DocumentName, AppendPoint> _points = [];

    /// <summary>What has to be written; empty if all requests were made before, or failed.</summary>
    public List<LogCommit> Commits { get; } = [];

    /// <summary>Whether it only deletes.</summary>
    public bool MakesRoom => _appends.Count == 0;

    /// <exception cref="ArgumentException">The request breaks a rule and is not part of the group.</exception>
    public void Add(LogRequest request)
    {
        if (request is AppendRequest append)
        {
            Add(append);
        }
        else if (request is DeleteRequest deletion)
        {
            Add(deletion);
        }
    }

    public void Complete()
    {
        foreach (var (request, results) in _appends)
        {
            request.Complete(results);
        }

        foreach (var (request, deletes) in _deletions)
        {
            request.Complete(deletes);
        }
    }

    public void Fail(Exception failure)
    {
        foreach (var (request, _) in _appends)
        {
            request.Fail(failure);
        }

        foreach (var (request, _) in _deletions)
        {
            request.Fail(failure);
        }
    }

    private void Add(AppendRequest request)
    {
        var id = request.Batch.Id;
        var results = new AppendResult[request.Batch.Documents.Count];
        var entries = new List<LogEntry>(results.Length);
        for (var i = 0; i < results.Length; i++)
        {
            var (document, updates) = request.Batch.Documents[i];
            if (ledger.TryFind(id, document, out var sequence))
            {
                results[i] = new AppendResult(document, sequence);
                continue;
            }

            var point = Locate(document);
            if (point.Damage is { } damage)
            {
                results[i] = new AppendResult(
                    document, 0, new DocumentDamagedException($"document '{document}' is damaged: {damage}"));
                continue;
            }

            entries.Add(new LogEntry(LogEntryKind.Updates, document, point.Life, point.LastSequence + 1, updates));
            _points[document] = point with { LastSequence = point.LastSequence + updates.Count };
            results[i] = new AppendResult(document, point.LastSequence + updates.Count);
        }

        if (entries.Count > 0)
        {
            Commits.Add(new LogCommit(id, entries));
        }

        _appends.Add((request, results));
    }

    private void Add(DeleteRequest request)
    {
        var document = request.Document;
        var exists = index.Exists(document);
        if (exists)
        {
            Commits.Add(new LogCommit(
                default, [new LogEntry(LogEntryKind.Deletion, document, Locate(document).Life + 1, 1, [])]));
        }

        _deletions.Add((request, exists));
    }

    /// <summary>Where a document's next update goes, after those of this group.</summary>
    private AppendPoint Locate(DocumentName document) =>
        _points.TryGetValue(document, out var point) ? point : index.Locate(document);
}
