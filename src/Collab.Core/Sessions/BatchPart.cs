using Collab.Core.Documents;

namespace Collab.Core.Sessions;

/// <summary>What one peer, or the host, changed in a batch.</summary>
internal sealed class BatchPart
{
    /// <summary>The peer that sent it; null if the host edited the document, or it is anybody's.</summary>
    public PeerState? Author { get; set; }

    /// <summary>Whether it may hold blocks of any peer: what was pending and came free, or what cannot be told apart.</summary>
    public bool IsAnybodys { get; set; }

    public RecordedChanges Changes { get; } = new();

    public void Clear()
    {
        Author = null;
        IsAnybodys = false;
        Changes.Clear();
    }
}
