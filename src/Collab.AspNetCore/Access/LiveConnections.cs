using Collab.Core;

namespace Collab.AspNetCore.Access;

/// <summary>All connected clients of this process, for questions about them.</summary>
internal sealed class LiveConnections : ICollabAccess
{
    private const int MaxQuestions = 32;

    private readonly Lock _lock = new();
    private readonly List<LiveConnection> _connections = [];
    private long _rechecks;

    /// <summary>How often it was asked about clients again; to be read before a client is asked about for the first time.</summary>
    public long Rechecks => Interlocked.Read(ref _rechecks);

    /// <summary>Adds a client that was let in.</summary>
    public void Add(LiveConnection connection)
    {
        lock (_lock)
        {
            connection.Index = _connections.Count;
            _connections.Add(connection);
        }
    }

    /// <summary>Asks again about a client that was added, if the answer that let it in may be too old.</summary>
    /// <param name="rechecks">What <see cref="Rechecks"/> was before it was asked about.</param>
    public ValueTask CatchUpAsync(LiveConnection connection, long rechecks, CancellationToken cancellationToken) =>
        Rechecks == rechecks ? ValueTask.CompletedTask : connection.RecheckAsync(cancellationToken);

    public void Remove(LiveConnection connection)
    {
        lock (_lock)
        {
            var last = _connections[^1];
            last.Index = connection.Index;
            _connections[connection.Index] = last;
            _connections.RemoveAt(_connections.Count - 1);
        }
    }

    public Task RecheckAsync(DocumentName? document, string? subject, CancellationToken cancellationToken)
    {
        LiveConnection[] meant;
        lock (_lock)
        {
            Interlocked.Increment(ref _rechecks);
            meant = [.. _connections.Where(connection =>
                (document is null || connection.Request.Document == document)
                && (subject is null || string.Equals(connection.Access.Subject, subject, StringComparison.Ordinal)))];
        }

        return Parallel.ForEachAsync(
            meant,
            new ParallelOptions { MaxDegreeOfParallelism = MaxQuestions, CancellationToken = cancellationToken },
            static (connection, cancelled) => connection.RecheckAsync(cancelled));
    }
}
