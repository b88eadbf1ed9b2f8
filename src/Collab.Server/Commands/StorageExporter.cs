using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Collab.Server.Files;
using Collab.Server.Storage;

namespace Collab.Server.Commands;

/// <summary>Writes a storage's documents into an export, one after another; damaged ones are left out and told.</summary>
internal sealed class StorageExporter(
    InspectedStorage storage, IBlobStore blobs, UpdateLimits limits, ExportDirectory directory, TransferReport report)
{
    private readonly Dictionary<DocumentName, DocumentEntry> _listed =
        storage.Catalog.ToDictionary(entry => entry.Name);

    private readonly List<ExportedDocument> _exported = [];

    /// <param name="wanted">Which documents; empty for all.</param>
    public async Task RunAsync(IReadOnlySet<DocumentName> wanted, CancellationToken cancellationToken)
    {
        foreach (var finding in storage.Documents.Findings.Concat(storage.Findings)
            .Where(finding => finding.Severity != FindingSeverity.Note))
        {
            report.Warn(finding.Document is { } document ? $"{document}: {finding.What}" : finding.What);
        }

        var stored = await storage.Documents.ListAsync(cancellationToken)
            .Select(summary => summary.Document).ToListAsync(cancellationToken);
        var names = wanted.Count > 0 ? wanted : stored.Concat(_listed.Keys).ToHashSet();
        foreach (var name in names.Order())
        {
            await ExportAsync(name, cancellationToken);
        }

        directory.Complete(_exported);
    }

    private async Task ExportAsync(DocumentName name, CancellationToken cancellationToken)
    {
        try
        {
            if (await storage.Documents.LoadAsync(name, cancellationToken) is { } inspected)
            {
                await ExportAsync(name, inspected.Stored, cancellationToken);
            }
            else if (_listed.TryGetValue(name, out var entry) && entry.Sequence == 0)
            {
                _exported.Add(WithCatalog(new ExportedDocument(name.Value)));
                report.Done(name, "no update yet, listed only");
            }
            else
            {
                report.Fail(name.Value, "it is not in the store");
            }
        }
        catch (DocumentDamagedException damage)
        {
            report.Fail(name.Value, damage.Message);
        }
    }

    private async Task ExportAsync(DocumentName name, StoredDocument stored, CancellationToken cancellationToken)
    {
        var replay = new DocumentReplay(limits);
        replay.Run(new InspectedDocument(stored, []));
        if (replay.Findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Damage) is { } damage)
        {
            report.Fail(name.Value, damage.What);
            return;
        }

        replay.Document.RetryPending();
        var update = replay.Document.EncodeStateAsUpdate();
        if (!ReadsBack(update, replay.Document))
        {
            report.Fail(name.Value, "its update does not read back as the document that it was made of");
            return;
        }

        var images = await ExportImagesAsync(name, cancellationToken);
        _exported.Add(WithCatalog(directory.Write(name, update) with { Images = images.Count > 0 ? images : null }));
        report.Done(name, images.Count > 0 ? $"{update.Length} bytes, images: {images.Count}" : $"{update.Length} bytes");
    }

    /// <returns>The names of the files.</returns>
    private async Task<IReadOnlyList<string>> ExportImagesAsync(DocumentName name, CancellationToken cancellationToken)
    {
        List<string> files = [];
        foreach (var key in await blobs.ListAsync(name, cancellationToken))
        {
            await using var stream = await blobs.OpenAsync(name, key, cancellationToken);
            if (stream is null)
            {
                continue;
            }

            var content = new byte[stream.Length];
            await stream.ReadExactlyAsync(content, cancellationToken);
            if (BlobKey.Of(content) == key)
            {
                files.Add(directory.Images.Write(key, content));
            }
            else
            {
                report.Warn($"{name}: image {key} is damaged and left out");
            }
        }

        return files;
    }

    private static bool ReadsBack(byte[] update, Document document)
    {
        // What is written may be over the limits for clients' updates: so many of them are in it.
        var copy = new Document();
        copy.ApplyStoredUpdate(update);
        copy.RetryPending();
        return copy.GetContentDigest() == document.GetContentDigest();
    }

    private ExportedDocument WithCatalog(ExportedDocument document) =>
        _listed.TryGetValue(new DocumentName(document.Name), out var entry)
            ? document with
            {
                Kind = entry.Kind.ToWord(),
                Title = entry.Title,
                CreatedAt = entry.CreatedAt,
                UpdatedAt = entry.UpdatedAt,
                Folder = entry.Folder.Length > 0 ? entry.Folder : null,
                IsStarred = entry.IsStarred ? true : null,
                TrashedAt = entry.TrashedAt,
            }
            : document;
}
