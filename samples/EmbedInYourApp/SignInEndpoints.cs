using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace EmbedInYourApp;

/// <summary>The app's sign-in. It believes what name somebody gives: yours asks for a password, or leaves it to an identity
/// provider.</summary>
internal static class SignInEndpoints
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Maps <c>POST /sign-in</c>, <c>POST /sign-out</c>, and <c>GET /me</c>, which tells the page who it is for.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in", SignInAsync);
        routes.MapPost("/sign-out", SignOutAsync);
        routes.MapGet("/me", (ClaimsPrincipal user) => TypedResults.Ok(new Me(
            user.FindFirstValue(ClaimTypes.Name)!, user.IsInRole(Team.WriterRole)))).RequireAuthorization();
    }

    private static async Task SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Team.Find(form["user"]) is { } member)
        {
            await context.SignInAsync(Scheme, Team.PrincipalOf(member, Scheme));
        }

        context.Response.Redirect("/");
    }

    private static async Task SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(Scheme);
        context.Response.Redirect("/sign-in.html");
    }

    private sealed record Me(string Name, bool MayWrite);
}
