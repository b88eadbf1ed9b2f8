using System.Diagnostics.CodeAnalysis;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Sessions;
using Collab.Core.Storage;
using Collab.Server.Files;

namespace Collab.Server.Catalog;

/// <summary>Makes new documents that begin as others are now.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never made, so nothing is held.")]
internal sealed class DocumentCopier(ICollabDocuments documents, IDocumentStore store, IBlobStore blobs)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Guid _writer = Guid.NewGuid();
    private long _commits;

    /// <summary>Copies a document's durable state, comments and images and all; the copy is durable when the task completes.</summary>
    /// <param name="to">A name that nobody else knows: nobody may have it open.</param>
    /// <param name="title">What the copy is called.</param>
    /// <exception cref="DocumentDeletedException">There is nothing to copy.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be read or stored now.</exception>
    public async Task CopyAsync(
        DocumentName from, DocumentName to, DocumentKind kind, string title, CancellationToken cancellationToken)
    {
        var state = await documents.ReadAsync(from, document => document.EncodeStateAsUpdate(), cancellationToken);

        // One at a time: each is in memory twice, and a writer's commits are numbered.
        await _one.WaitAsync(cancellationToken);
        try
        {
            var copy = new Document(new DocumentOptions { ClientId = NewClientId(), NewClientId = NewClientId });
            copy.ApplyStoredUpdate(state);
            copy.GetMap(DocumentMeta.Root).Set("title", title);
            if (kind == DocumentKind.Page)
            {
                FileReferences.Move(copy, from, to);
            }

            // The images first: a page that shows none is worse than images that no page shows.
            await blobs.CopyAsync(from, to, CancellationToken.None);
            var batch = new AppendBatch(
                new CommitId(_writer, ++_commits), [new DocumentUpdates(to, [copy.EncodeStateAsUpdate()])]);
            if ((await store.AppendAsync(batch, CancellationToken.None))[0].Error is { } refusal)
            {
                throw new StoreUnavailableException($"the store refused a copy of {from}: {refusal.Message}", refusal);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    // 32 bits as yjs makes them, since some other clients cannot read more.
    private static ClientId NewClientId() => new((uint)Random.Shared.NextInt64(1, 1L << 32));
}
