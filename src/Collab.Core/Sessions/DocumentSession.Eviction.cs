namespace Collab.Core.Sessions;

// The document's part of the memory budget.
internal sealed partial class DocumentSession
{
    /// <summary>What a document takes in memory for each byte that is stored of it: about that, for texts and boards alike.</summary>
    private const int MemoryPerStoredByte = 5;

    /// <summary>What a session takes with an empty document.</summary>
    private const int MemoryPerSession = 16 * 1024;

    private readonly LoadedBudget.Share _loaded;

    /// <summary>Whether it is to end without waiting for its time, as long as nobody comes.</summary>
    private bool _isEvicted;

    private void NoteLoaded()
    {
        var isIdle = _peers.Count == 0;
        _isEvicted &= isIdle;
        _loaded.Set(MemoryPerSession + (_trigger.StoredBytes * MemoryPerStoredByte), isIdle);
    }

    private void OnEvict() => _isEvicted = _peers.Count == 0;
}
