using System.ComponentModel.DataAnnotations;

namespace Collab.AspNetCore;

/// <summary>Which claims of a JSON Web Token say what about documents.</summary>
public sealed class JwtClaimNames
{
    /// <summary>Names of documents: a string, or an array of strings. Default <c>doc</c>.</summary>
    [Required]
    public string Document { get; set; } = "doc";

    /// <summary>How the names of further documents begin: a string, or an array of strings. Default <c>prefix</c>.</summary>
    [Required]
    public string Prefix { get; set; } = "prefix";

    /// <summary>What may be done with all of them: <c>read</c>, <c>comment</c> or <c>write</c>; anything else, and nothing, is no right.
    /// Default <c>right</c>.</summary>
    [Required]
    public string Right { get; set; } = "right";

    /// <summary>Who it is. Default <c>sub</c>.</summary>
    [Required]
    public string Subject { get; set; } = "sub";

    /// <summary>What that person is called in others' windows. Default <c>name</c>.</summary>
    [Required]
    public string DisplayName { get; set; } = "name";
}
