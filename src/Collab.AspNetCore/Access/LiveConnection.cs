using System.Security.Claims;
using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Access;

/// <summary>What is kept of how a connected client was let in, so that it can be asked about again. Holds nothing of its HTTP request.</summary>
internal sealed class LiveConnection(EndpointAccess endpoint, AccessRequest request, DocumentAccess access, IAccessHolder holder)
{
    /// <summary>Stands for those who did not sign in, of whom there may be very many; never given to the host, who might write into it.</summary>
    private static readonly ClaimsPrincipal Nobody = new();

    /// <summary>Held while an answer is given to the holder, which has locks of its own; to be taken under none.</summary>
    private readonly Lock _lock = new();

    private long _asked;
    private long _answered;
    private volatile DocumentAccess _access = access;
    private volatile DocumentAccess? _renewed;
    private AccessRequest _request = ToKeep(request);

    public DocumentName Document => _request.Document;

    /// <summary>How it was asked about last.</summary>
    private AccessRequest Request => _request is var kept && ReferenceEquals(kept.Principal, Nobody)
        ? kept with { Principal = new ClaimsPrincipal(new ClaimsIdentity()) }
        : kept;

    /// <summary>What it may do by the newest answer.</summary>
    public DocumentAccess Access => _access;

    /// <summary>Where the list has it.</summary>
    public int Index { get; set; }

    /// <summary>When it is to be asked about because what it may do expires; null for never, or not again.</summary>
    public DateTimeOffset? RenewAt(TimeSpan before) => _access is { Expires: { } end } current && current != _renewed && end > DateTimeOffset.UnixEpoch
        ? end - before
        : null;

    /// <summary>Asks about it again. Of questions that overlap the one that was asked last counts.</summary>
    public async ValueTask RecheckAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _asked);
        TakeAnswer(number, await endpoint.AskAsync(Request, cancellationToken));
    }

    /// <summary>Asks about it before what it may do expires; if the answer is not good for longer, that is left to expire.</summary>
    public async ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _asked);
        var current = _renewed = _access;
        var answer = await endpoint.AskAsync(Request, cancellationToken);
        if (answer.Right > AccessRight.None && !(answer.Expires <= current.Expires))
        {
            TakeAnswer(number, answer);
        }
    }

    /// <summary>Lets another request, and what was answered to that, take the place of the one before.</summary>
    /// <returns>False if the client is not connected any more.</returns>
    public bool TryReplace(AccessRequest by, DocumentAccess answer)
    {
        _request = ToKeep(by);
        return TakeAnswer(Interlocked.Increment(ref _asked), answer);
    }

    private bool TakeAnswer(long number, DocumentAccess answer)
    {
        bool isConnected;
        lock (_lock)
        {
            if (number <= _answered)
            {
                return true;
            }

            (_answered, _access) = (number, answer);
            isConnected = holder.SetAccess(answer);
        }

        endpoint.Live.NoteExpiry(this);
        return isConnected;
    }

    private static AccessRequest ToKeep(AccessRequest request) => request with
    {
        Context = null,
        Principal = IsNobody(request.Principal) ? Nobody : request.Principal,
    };

    private static bool IsNobody(ClaimsPrincipal principal) =>
        principal.GetType() == typeof(ClaimsPrincipal)
        && principal.Identities.All(identity => !identity.IsAuthenticated && !identity.Claims.Any());
}
