using System.ComponentModel.DataAnnotations;

namespace Collab.Server.Access;

/// <summary>Who is an owner, and how fast strangers may ask.</summary>
internal sealed class AccessSettings
{
    public const string SectionName = "Collab:Access";
    public const string SecretSetting = $"{SectionName}:{nameof(Secret)}";

    /// <summary>The least length of a secret, in characters.</summary>
    public const int MinSecretLength = 32;

    /// <summary>What owners sign in with, and what tokens and cookies are signed by. None by default: then everybody on this machine is an owner,
    /// and the server listens on loopback only.</summary>
    public string? Secret { get; set; }

    /// <summary>How often share links may be opened from one address a minute, renewals included (each open page asks every
    /// nine minutes or so); past it the answer is 429. Default 300.</summary>
    [Range(1, 1_000_000)]
    public int LinkTokensPerMinute { get; set; } = 300;

    /// <summary>Whether owners have to sign in.</summary>
    public bool HasSecret => !string.IsNullOrEmpty(Secret);
}
