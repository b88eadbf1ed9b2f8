using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Collab.AspNetCore;

/// <summary>A secret that signs document tokens, and the name that tokens call it by.</summary>
[SuppressMessage("Performance", "CA1819", Justification = "Configuration binds base64 text to an array of bytes, and to nothing else.")]
public sealed class DocumentTokenKey
{
    /// <summary>The least length of a secret, in bytes: that of the hash.</summary>
    public const int MinSecretBytes = 32;

    /// <summary>1 to 64 letters, digits, <c>-</c> and <c>_</c>; it is readable in every token.</summary>
    [Required, RegularExpression("^[A-Za-z0-9_-]{1,64}$")]
    public string Id { get; set; } = "";

    /// <summary>At least 32 random bytes (<c>openssl rand -base64 32</c>); base64 in configuration.</summary>
    [Required, MinLength(MinSecretBytes)]
    public byte[] Secret { get; set; } = [];
}
