using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Collab.Server.Storage;

namespace Collab.Server.Commands;

/// <summary>Reads and replays all documents of a storage, one after another, and compares them with the catalogue.</summary>
internal sealed class StorageVerifier(InspectedStorage storage, UpdateLimits limits)
{
    private readonly Dictionary<DocumentName, DocumentEntry> _listed =
        storage.Catalog.ToDictionary(entry => entry.Name);

    private readonly ILookup<DocumentName?, StoreFinding> _known =
        storage.Documents.Findings.ToLookup(finding => finding.Document);

    private readonly HashSet<DocumentName> _stored = [];

    public async Task<VerifyReport> RunAsync(string place, CancellationToken cancellationToken)
    {
        List<DocumentReport> documents = [];
        await foreach (var summary in storage.Documents.ListAsync(cancellationToken))
        {
            _stored.Add(summary.Document);
            documents.Add(await CheckAsync(summary, cancellationToken));
        }

        // A document that the store cannot list may be damaged so far that only its name leads to it.
        foreach (var name in _listed.Keys.Concat(_known.Select(group => group.Key).OfType<DocumentName>())
            .Where(name => !_stored.Contains(name)).Distinct().ToList())
        {
            documents.Add(await CheckAsync(new StoredDocumentSummary(name, 0, 0, 0), cancellationToken));
        }

        return new VerifyReport(
            place,
            [.. documents.OrderBy(document => document.Summary.Document)],
            [.. _known[null], .. storage.Findings]);
    }

    private async Task<DocumentReport> CheckAsync(StoredDocumentSummary summary, CancellationToken cancellationToken)
    {
        var findings = _known[summary.Document].ToList();
        try
        {
            var inspected = await storage.Documents.LoadAsync(summary.Document, cancellationToken);
            if (inspected is not null)
            {
                var replay = new DocumentReplay(limits);
                replay.Run(inspected);
                findings.AddRange(replay.Findings);
                findings.AddRange(inspected.Findings);
            }

            // A server may have written to it since it was listed.
            CompareWithCatalog(summary.Document, inspected?.Stored.Sequence, findings);
        }
        catch (DocumentDamagedException damage)
        {
            findings.Add(new StoreFinding(FindingSeverity.Damage, damage.Message));
        }

        return new DocumentReport(summary, findings);
    }

    private void CompareWithCatalog(DocumentName name, long? sequence, List<StoreFinding> findings)
    {
        if (!_listed.TryGetValue(name, out var entry))
        {
            findings.Add(new StoreFinding(
                FindingSeverity.Note, "the catalogue does not list it; the next start does that"));
        }
        else if (entry.Sequence > (sequence ?? 0))
        {
            // The catalogue hears of an update once it is durable.
            findings.Add(new StoreFinding(
                FindingSeverity.Damage,
                $"the catalogue knows it at sequence {entry.Sequence}, and the store "
                + (sequence is null ? "has nothing of it" : $"ends at {sequence}") + ": updates are lost"));
        }
        else if (sequence is null)
        {
            findings.Add(new StoreFinding(FindingSeverity.Note, "the catalogue lists it, and it has no update yet"));
        }
    }
}
