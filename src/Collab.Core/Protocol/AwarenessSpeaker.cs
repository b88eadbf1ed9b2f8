using System.Net;

namespace Collab.Core.Protocol;

/// <summary>A connection as the one that brings clients' states: to its table, which knows by it what ends with the connection.</summary>
/// <param name="identity">Who it acts for.</param>
/// <param name="address">Where it comes from; null if that is not known.</param>
public sealed class AwarenessSpeaker(AwarenessIdentity identity, IPAddress? address = null)
{
    private readonly IPAddress? _address = address;

    /// <summary>Who it acts for; of states that come from now on.</summary>
    public AwarenessIdentity Identity { get; set; } = identity;

    /// <summary>The clients that are bound to it, those included that have gone while it stays; at most
    /// <see cref="AwarenessLimits.MaxClientsPerPeer"/>.</summary>
    internal List<AwarenessRow> Rows { get; } = [];

    /// <summary>Whether both are connections of one person who signed in; or of people who did not, from one address: who reconnects is
    /// often here again before the old connection is known to be gone.</summary>
    public bool IsSamePerson(AwarenessSpeaker other) =>
        ReferenceEquals(this, other)
        || (Identity.Subject is { } subject
            ? subject == other.Identity.Subject
            : other.Identity.Subject is null && _address is not null && _address.Equals(other._address));
}
