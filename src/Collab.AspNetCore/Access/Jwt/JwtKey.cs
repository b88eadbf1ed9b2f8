using System.Security.Cryptography;
using System.Text;

namespace Collab.AspNetCore;

/// <summary>A key that JSON Web Tokens are checked with, and the one algorithm that it is for.</summary>
/// <remarks>A token never chooses how its key is used: the algorithm it names has to be its key's own.</remarks>
public sealed class JwtKey
{
    private const int MinSecretBytes = 32;
    private const int MinRsaBits = 2048;
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly Func<byte[], byte[], bool> _verify;

    private JwtKey(string algorithm, string? id, Func<byte[], byte[], bool> verify)
    {
        Algorithm = algorithm;
        Id = id;
        _verify = verify;
    }

    /// <summary>As in a token's <c>alg</c>: HS256, RS256 or ES256.</summary>
    public string Algorithm { get; }

    /// <summary>As in a token's <c>kid</c>; null only for a key that is the only one.</summary>
    public string? Id { get; }

    /// <summary>A secret that issuer and server share, for HMAC-SHA256.</summary>
    /// <param name="secret">At least 32 bytes.</param>
    public static JwtKey Hs256(ReadOnlySpan<byte> secret, string? id = null)
    {
        if (secret.Length < MinSecretBytes)
        {
            throw new ArgumentException($"a secret has {MinSecretBytes} bytes or more", nameof(secret));
        }

        var key = secret.ToArray();
        return new JwtKey("HS256", id, (signed, signature) => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, signed), signature));
    }

    /// <summary>The issuer's public RSA key of 2,048 bits or more, for PKCS #1 v1.5 signatures with SHA-256.</summary>
    /// <exception cref="ArgumentException">It is not such a key in PEM.</exception>
    public static JwtKey Rs256(string pem, string? id = null)
    {
        using var imported = RSA.Create();
        imported.ImportFromPem(pem);
        if (imported.KeySize < MinRsaBits)
        {
            throw new ArgumentException($"an RSA key has {MinRsaBits} bits or more", nameof(pem));
        }

        // An instance is not for several threads at once.
        var parameters = imported.ExportParameters(includePrivateParameters: false);
        return new JwtKey("RS256", id, (signed, signature) =>
        {
            using var rsa = RSA.Create(parameters);
            return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        });
    }

    /// <summary>The issuer's public key on the curve P-256, for ECDSA signatures with SHA-256.</summary>
    /// <exception cref="ArgumentException">It is not such a key in PEM.</exception>
    public static JwtKey Es256(string pem, string? id = null)
    {
        using var imported = ECDsa.Create();
        imported.ImportFromPem(pem);
        var parameters = imported.ExportParameters(includePrivateParameters: false);
        if (parameters.Curve.Oid.Value != P256)
        {
            throw new ArgumentException("ES256 is for keys on the curve P-256", nameof(pem));
        }

        return new JwtKey("ES256", id, (signed, signature) =>
        {
            using var ecdsa = ECDsa.Create(parameters);
            return ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        });
    }

    /// <param name="signed">What of the token is signed: its first two parts, with the point between.</param>
    internal bool Verifies(string signed, byte[] signature) => _verify(Encoding.ASCII.GetBytes(signed), signature);
}
