using Collab.Core.Sessions;

namespace Collab.AspNetCore.Access;

/// <summary>What is kept of how a connected client was let in, so that it can be asked about again. Holds nothing of its HTTP request.</summary>
internal sealed class LiveConnection(EndpointAccess endpoint, AccessRequest request, DocumentAccess access, IAccessHolder holder)
{
    private readonly Lock _lock = new();
    private long _asked;
    private long _answered;

    /// <summary>How it was asked about last.</summary>
    public AccessRequest Request { get; private set; } = WithoutContext(request);

    /// <summary>What it may do by the newest answer.</summary>
    public DocumentAccess Access { get; private set; } = access;

    /// <summary>Where the list has it.</summary>
    public int Index { get; set; }

    /// <summary>Asks about it again. Of questions that overlap the one that was asked last counts.</summary>
    public async ValueTask RecheckAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _asked);
        var answer = await endpoint.AskAsync(Request, cancellationToken);
        lock (_lock)
        {
            if (number > _answered)
            {
                (_answered, Access) = (number, answer);
                holder.SetAccess(answer);
            }
        }
    }

    /// <summary>Lets another request, and what was answered to that, take the place of the one before.</summary>
    /// <returns>False if the client is not connected any more.</returns>
    public bool TryReplace(AccessRequest by, DocumentAccess answer)
    {
        lock (_lock)
        {
            (_answered, Request, Access) = (Interlocked.Increment(ref _asked), WithoutContext(by), answer);
            return holder.SetAccess(answer);
        }
    }

    private static AccessRequest WithoutContext(AccessRequest request) => request.Context is null ? request : request with { Context = null };
}
