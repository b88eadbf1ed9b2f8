using Collab.Core.Sessions;

namespace Collab.Server.Access;

/// <summary>What an endpoint asks of who calls it; kept in its metadata, and looked at before anything of the request is read.</summary>
/// <param name="Right">To the document that the route value <c>name</c> names; null: only an owner will do.</param>
internal sealed record AccessRequirement(AccessRight? Right)
{
    public const string RouteValue = "name";
}
