using System.Globalization;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Server.Catalog;
using Collab.Server.Files;

namespace Collab.Server.Commands;

/// <summary>Brings an export's documents into a store and its catalogue, and their images beside them.</summary>
/// <remarks>All files are read and checked before the first is appended. After that each document is a commit of its own: an
/// import that was cut off is finished by another one that merges, since updates may come twice.</remarks>
internal sealed class StorageImporter(
    IDocumentStore store,
    ICatalog catalog,
    IBlobStore blobs,
    UpdateLimits limits,
    TimeProvider time,
    ExportDirectory directory,
    TransferReport report)
{
    private readonly Guid _writer = Guid.NewGuid();
    private long _commits;

    /// <param name="wanted">Which documents; empty for all.</param>
    /// <param name="merge">Whether documents that exist may be added to.</param>
    public async Task RunAsync(
        ExportManifest manifest, IReadOnlySet<DocumentName> wanted, bool merge, CancellationToken cancellationToken)
    {
        var existing = await store.ListAsync(cancellationToken)
            .Select(summary => summary.Document).ToHashSetAsync(cancellationToken: cancellationToken);
        var documents = Select(manifest, wanted);
        foreach (var (name, document) in documents)
        {
            Check(name, document, refused: !merge && existing.Contains(name));
        }

        if (report.HasFailures)
        {
            report.Warn("nothing was imported");
            return;
        }

        foreach (var (name, document) in documents)
        {
            await ImportAsync(name, document, existing.Contains(name), cancellationToken);
        }
    }

    private List<(DocumentName Name, ExportedDocument Document)> Select(
        ExportManifest manifest, IReadOnlySet<DocumentName> wanted)
    {
        List<(DocumentName, ExportedDocument)> selected = [];
        var seen = new HashSet<DocumentName>();
        foreach (var document in manifest.Documents)
        {
            if (!DocumentName.TryCreate(document.Name, out var name) || !seen.Add(name))
            {
                report.Fail(document.Name, "the manifest names it twice, or it cannot be a document's name");
            }
            else if (wanted.Count == 0 || wanted.Contains(name))
            {
                selected.Add((name, document));
            }
        }

        foreach (var missing in wanted.Except(seen))
        {
            report.Fail(missing.Value, "it is not in the export");
        }

        return selected;
    }

    private void Check(DocumentName name, ExportedDocument document, bool refused)
    {
        if (refused)
        {
            report.Fail(name.Value, "it exists already; --merge merges into it");
        }
        else if (document.File is not null)
        {
            try
            {
                Updates.Validate(directory.Read(document), limits);
                foreach (var image in document.Images ?? [])
                {
                    directory.Images.Read(image);
                }
            }
            catch (Exception e) when (e is InvalidDataException or MalformedUpdateException)
            {
                report.Fail(name.Value, e.Message);
            }
        }
    }

    private async Task ImportAsync(
        DocumentName name, ExportedDocument document, bool exists, CancellationToken cancellationToken)
    {
        // A document that was deleted is wanted back; first, or a server that runs would erase what comes.
        await catalog.ForgetDeletionAsync(name, cancellationToken);
        var known = await catalog.FindAsync(name, cancellationToken);
        if (document.File is null)
        {
            await RecordAsync(document, new DocumentRecord(name, 0, Kind(document), Title(document), Updated(document)), known is not null);
            report.Done(name, "no update yet, listed only");
            return;
        }

        try
        {
            var update = directory.Read(document);
            var replay = new DocumentReplay(limits);
            if (exists && await store.LoadAsync(name, cancellationToken) is { } stored)
            {
                replay.Run(new InspectedDocument(stored, []));
                ThrowIfDamaged(replay);
            }

            // First, so that nobody sees the document without them; an image that is there already stays as it is.
            foreach (var image in document.Images ?? [])
            {
                var (key, content) = directory.Images.Read(image);
                await blobs.PutAsync(name, key, content, quota: long.MaxValue, cancellationToken);
            }

            var outcome = replay.Document.ApplyUpdate(update).Outcome;
            if (exists && outcome == ApplyOutcome.Nothing)
            {
                report.Done(name, "there already");
                return;
            }

            var sequence = await AppendAsync(name, update, cancellationToken);
            await RecordAsync(document, Describe(name, sequence, document, replay.Document, exists), known is not null);
            report.Done(name, exists ? "merged" : $"{update.Length} bytes");
            WarnOfCatalog(known, sequence);
        }
        catch (Exception e) when (e is DocumentDamagedException or MalformedUpdateException or PendingLimitException
            or InvalidDataException)
        {
            report.Fail(name.Value, e.Message);
        }
    }

    private static void ThrowIfDamaged(DocumentReplay replay)
    {
        if (replay.Findings.FirstOrDefault(finding => finding.Severity == FindingSeverity.Damage) is { } damage)
        {
            throw new DocumentDamagedException($"what is there is damaged: {damage.What}");
        }
    }

    /// <returns>The document's sequence now.</returns>
    private async Task<long> AppendAsync(DocumentName name, byte[] update, CancellationToken cancellationToken)
    {
        var batch = new AppendBatch(new CommitId(_writer, ++_commits), [new DocumentUpdates(name, [update])]);
        var result = (await store.AppendAsync(batch, cancellationToken))[0];
        return result.Error is null
            ? result.Sequence
            : throw new InvalidDataException($"the store refused it: {result.Error.Message}", result.Error);
    }

    /// <summary>Lists a document; when it was made, and what people did with it, is part of the entry only
    /// if it is not listed yet.</summary>
    private async Task RecordAsync(ExportedDocument document, DocumentRecord record, bool isKnown)
    {
        var created = document.CreatedAt ?? record.At;

        // The document is there now: whoever stops the import does not keep it off the list.
        await catalog.RecordAsync([record with { Sequence = 0, At = created }], CancellationToken.None);
        await catalog.RecordAsync([record], CancellationToken.None);
        if (!isKnown)
        {
            await catalog.ChangeAsync(record.Name, OwnOf(document), CancellationToken.None);
        }
    }

    /// <summary>What people did with the document where it came from; an export may be edited by anybody.</summary>
    private static EntryChange OwnOf(ExportedDocument document) => new()
    {
        Folder = FolderName.TryRead(document.Folder ?? "", out var folder) ? folder : null,
        IsStarred = document.IsStarred,
        IsTrashed = document.TrashedAt is not null,
        At = document.TrashedAt ?? default,
    };

    /// <summary>Takes the catalogue's words of the export, unless they are none or the document is more than that by
    /// now.</summary>
    private DocumentRecord Describe(
        DocumentName name, long sequence, ExportedDocument exported, Document document, bool merged) =>
        merged || exported.Kind is null
            ? DocumentRecord.Of(name, sequence, DocumentMeta.Read(document), Updated(exported))
            : new DocumentRecord(name, sequence, Kind(exported), Title(exported), Updated(exported));

    private void WarnOfCatalog(DocumentEntry? known, long sequence)
    {
        if (known is not null && known.Sequence >= sequence)
        {
            report.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"{known.Name}: the catalogue lists it at sequence {known.Sequence}, and it is at {sequence}: "
                + $"its entry stays as it is until the document passes that"));
        }
    }

    private static DocumentKind Kind(ExportedDocument document) => DocumentKinds.FromWord(document.Kind);

    private static string Title(ExportedDocument document) => DocumentTitle.Normalize(document.Title);

    private DateTimeOffset Updated(ExportedDocument document) => document.UpdatedAt ?? time.GetUtcNow();
}
