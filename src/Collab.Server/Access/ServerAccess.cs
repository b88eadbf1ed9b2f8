namespace Collab.Server.Access;

/// <summary>Who may do what on this server: owners everything, others what the token that they bring allows.</summary>
internal static class ServerAccess
{
    /// <summary>Whether a request is an owner's. One that brings a token is not: that decides alone.</summary>
    public static bool IsOwner(HttpContext context) => BearerToken.Of(context.Request) is null && OwnPage.MayAsk(context.Request);
}
