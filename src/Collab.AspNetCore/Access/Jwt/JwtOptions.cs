using System.ComponentModel.DataAnnotations;

namespace Collab.AspNetCore;

/// <summary>Which JSON Web Tokens let in.</summary>
public sealed class JwtOptions
{
    /// <summary>What <c>iss</c> has to be. Required.</summary>
    [Required]
    public string Issuer { get; set; } = "";

    /// <summary>What <c>aud</c> has to be, or to have among others. Required: a token that is for another service is not for this one.</summary>
    [Required]
    public string Audience { get; set; } = "";

    /// <summary>The keys of the issuer. Of several each has an id of its own, and a token names one.</summary>
    public IList<JwtKey> Keys { get; } = [];

    /// <summary>What <c>typ</c> may be if a token has it; compared without regard to case, and to <c>application/</c> before it.
    /// Default: <c>JWT</c> and <c>at+jwt</c>.</summary>
    public IList<string> Types { get; } = ["JWT", "at+jwt"];

    /// <summary>How far the issuer's clock may be from this one's. Default 60 s, which is also the most.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Which claims say what.</summary>
    public JwtClaimNames Claims { get; set; } = new();
}
