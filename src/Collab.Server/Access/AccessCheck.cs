using Collab.AspNetCore;

namespace Collab.Server.Access;

/// <summary>Keeps out who does not meet an endpoint's <see cref="AccessRequirement"/>, before its body is read or a document is looked for:
/// the answer is the same for documents that there are and that there are not.</summary>
internal static class AccessCheck
{
    /// <summary>Goes after routing and before the endpoints.</summary>
    public static void UseAccess(this WebApplication app)
    {
        var access = app.Services.GetRequiredService<ServerAccess>();
        var cookie = app.Services.GetRequiredService<OwnerCookie>();
        app.Use((context, next) =>
        {
            if (cookie.Check(context.Request) is { } expires)
            {
                context.User = OwnerIdentity.Create(expires);
            }

            return context.GetEndpoint()?.Metadata.GetMetadata<AccessRequirement>() is { } requirement
                ? CheckAsync(context, next, access, requirement)
                : next(context);
        });
    }

    private static async Task CheckAsync(HttpContext context, RequestDelegate next, ServerAccess access, AccessRequirement requirement)
    {
        if (await IsMetAsync(context, access, requirement))
        {
            await next(context);
        }
        else
        {
            await RefuseAsync(context);
        }
    }

    private static async ValueTask<bool> IsMetAsync(HttpContext context, ServerAccess access, AccessRequirement requirement) =>
        access.IsOwner(context)
        || (requirement.Right is { } right
            && DocumentPath.TryReadName(context, AccessRequirement.RouteValue, out var document)
            && await access.MayAsync(context, document, right, context.RequestAborted));

    /// <summary>401 tells a page that signing in would help; who brings a token has said who it is.</summary>
    private static Task RefuseAsync(HttpContext context) => BearerToken.Of(context.Request) is null
        ? TypedResults.Problem("Sign in, or open a link that was shared with you.", statusCode: StatusCodes.Status401Unauthorized)
            .ExecuteAsync(context)
        : TypedResults.Problem("This token does not allow that.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
}
