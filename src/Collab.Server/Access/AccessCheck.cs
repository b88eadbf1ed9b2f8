namespace Collab.Server.Access;

/// <summary>Keeps out who does not meet an endpoint's <see cref="AccessRequirement"/>, before its body is read or a document is looked for:
/// the answer is the same for documents that there are and that there are not.</summary>
internal static class AccessCheck
{
    /// <summary>Goes after routing and before the endpoints.</summary>
    public static void UseAccess(this WebApplication app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<AccessRequirement>() is null || ServerAccess.IsOwner(context)
            ? next(context)
            : RefuseAsync(context));

    /// <summary>401 tells a page that signing in would help; who brings a token has said who it is.</summary>
    private static Task RefuseAsync(HttpContext context) => BearerToken.Of(context.Request) is null
        ? TypedResults.Problem("Sign in, or open a link that was shared with you.", statusCode: StatusCodes.Status401Unauthorized)
            .ExecuteAsync(context)
        : TypedResults.Problem("This token does not allow that.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
}
