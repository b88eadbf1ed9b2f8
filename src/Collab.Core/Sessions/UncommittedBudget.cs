namespace Collab.Core.Sessions;

/// <summary>The bytes that wait for the store in all sessions of a process, against what may.</summary>
internal sealed class UncommittedBudget(long limit)
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether so much waits that no session may take more: what one of them was just taking may lie over the limit.</summary>
    public bool IsSpent => Bytes > limit;

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Return(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
