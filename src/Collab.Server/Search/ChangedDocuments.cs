using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.Server.Search;

/// <summary>The documents that changed and were not read for the search since: the newest change of each, so no more than there are
/// documents.</summary>
internal sealed class ChangedDocuments : IDocumentListener, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private Dictionary<DocumentName, CommittedChange> _changes = [];

    public bool IsImmediate => true;

    public Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _changes[change.Document] = change;
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Waits for a change since the last call.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _changed.WaitAsync(cancellationToken);

    public IReadOnlyCollection<CommittedChange> TakeAll()
    {
        lock (_lock)
        {
            var changes = _changes;
            _changes = [];
            return changes.Values;
        }
    }

    public void Dispose() => _changed.Dispose();
}
