using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Collab.Server.Access;

/// <summary>How owners sign in and out.</summary>
internal static class SignInEndpoints
{
    /// <summary>Maps POST /api/sign-in with the secret, and POST /api/sign-out.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/sign-in", SignIn);
        routes.MapPost("/api/sign-out", SignOut);
    }

    private static Results<NoContent, ProblemHttpResult> SignIn(
        SignInRequest request, HttpContext context, IOptions<AccessSettings> options, OwnerCookie cookie, WrongTries tries)
    {
        if (!OwnPage.MayAsk(context.Request))
        {
            return Problem(StatusCodes.Status403Forbidden, "Sign in on this server's own page.");
        }

        if (options.Value is not { HasSecret: true, Secret: { } secret })
        {
            return TypedResults.NoContent();
        }

        var address = context.Connection.RemoteIpAddress;
        if (tries.Begin(address) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Problem(StatusCodes.Status429TooManyRequests, "Too many wrong tries. Wait a minute, then try again.");
        }

        if (!Equal(request.Secret ?? "", secret))
        {
            return Problem(StatusCodes.Status401Unauthorized, "That is not the secret of this server.");
        }

        tries.TakeBack(address);
        cookie.Give(context);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ProblemHttpResult> SignOut(HttpContext context)
    {
        if (!OwnPage.MayAsk(context.Request))
        {
            return Problem(StatusCodes.Status403Forbidden, "Sign out on this server's own page.");
        }

        OwnerCookie.Take(context);
        return TypedResults.NoContent();
    }

    /// <summary>Takes the same time wherever the first difference is, and whatever the lengths are.</summary>
    private static bool Equal(string given, string secret) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
