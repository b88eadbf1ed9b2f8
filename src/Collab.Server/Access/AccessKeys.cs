using System.Security.Cryptography;
using System.Text;

namespace Collab.Server.Access;

/// <summary>The keys that this server signs with: one for each purpose, all of one root, and none that tells another.</summary>
/// <param name="root">Long and secret; not copied.</param>
internal sealed class AccessKeys(byte[] root)
{
    public const int Length = 32;

    /// <summary>Of the configured secret: the same on every server that has it.</summary>
    public static AccessKeys Of(string secret) => new(Encoding.UTF8.GetBytes(secret));

    /// <summary>New ones, which end with the process and what they signed with them.</summary>
    public static AccessKeys CreateRandom() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The key for a purpose (HKDF with SHA-256, RFC 5869), <see cref="Length"/> bytes.</summary>
    public byte[] DeriveFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, Length, info: Encoding.UTF8.GetBytes($"collab {purpose}"));
}
