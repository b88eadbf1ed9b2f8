using System.Security.Claims;

namespace EmbedInYourApp;

/// <summary>Who may sign in; a real app has a table of users here.</summary>
internal static class Team
{
    public const string WriterRole = "writer";

    private static readonly TeamMember[] Members = [new("ada", "Ada", MayWrite: true), new("bob", "Bob", MayWrite: false)];

    /// <returns>Null if there is nobody of that id.</returns>
    public static TeamMember? Find(string? id) => Array.Find(Members, member => member.Id == id);

    /// <summary>What the sign-in cookie is to say of somebody.</summary>
    public static ClaimsPrincipal PrincipalOf(TeamMember member, string scheme)
    {
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, member.Id), new(ClaimTypes.Name, member.Name) };
        if (member.MayWrite)
        {
            claims.Add(new(ClaimTypes.Role, WriterRole));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }
}
