using Collab.Core.Sessions;

namespace Collab.Server.Access;

/// <summary>Says who may call an endpoint. Of several requirements on one endpoint the last one counts, so that a group's may be
/// changed for one of its endpoints.</summary>
internal static class AccessConventions
{
    /// <summary>Lets in owners only: who signed in, or on loopback without a secret anybody; but nobody who brings a token.</summary>
    public static TBuilder RequireOwner<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRequirement(null));

    /// <summary>Lets in who has at least this right to the document in the route value <c>name</c>: owners, and who brings a token for it.</summary>
    public static TBuilder RequireRight<TBuilder>(this TBuilder endpoint, AccessRight right)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRequirement(right));
}
