using System.Collections.Concurrent;
using Collab.Core.Sessions;
using Collab.Core.Storage;

namespace Collab.Durability.Tests.Hooks;

/// <summary>Asks the store, at the moment it hears of a change, whether that change is there.</summary>
internal sealed class CheckingListener(IDocumentStore store) : IDocumentListener
{
    private readonly ConcurrentQueue<CommittedChange> _heard = new();

    /// <summary>What it heard of, in order.</summary>
    public IReadOnlyCollection<CommittedChange> Heard => _heard;

    /// <summary>What it heard of and did not find in the store.</summary>
    public ConcurrentQueue<CommittedChange> Premature { get; } = new();

    public async Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(change.Document, cancellationToken);
        if ((stored?.Sequence ?? 0) < change.Sequence)
        {
            Premature.Enqueue(change);
        }

        _heard.Enqueue(change);
    }
}
