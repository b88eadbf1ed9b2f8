using System.Security.Cryptography;
using System.Text;
using Collab.AspNetCore;
using Collab.AspNetCore.Access;
using Collab.AspNetCore.Access.Jwt;

namespace Collab.Server.Tests.Access;

/// <summary>The examples of RFC 7515, appendices A.1 to A.3 and A.5, and what differs from them in one thing.</summary>
public sealed class JwsTests
{
    private const string Claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private const string Hs256Token = $"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{Claims}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private const string Rs256Token = $"eyJhbGciOiJSUzI1NiJ9.{Claims}."
        + "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
        + "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
        + "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    private const string Es256Token = $"eyJhbGciOiJFUzI1NiJ9.{Claims}."
        + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static readonly byte[] Secret =
        Bytes("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");

    private static readonly JwtKey Hs256 = JwtKey.Hs256(Secret);
    private static readonly JwtKey Rs256 = JwtKey.Rs256(RsaPem());
    private static readonly JwtKey Es256 = JwtKey.Es256(EcdsaPem());

    public static TheoryData<string, string> Examples => new()
    {
        { nameof(Hs256), Hs256Token },
        { nameof(Rs256), Rs256Token },
        { nameof(Es256), Es256Token },
    };

    [Theory, MemberData(nameof(Examples))]
    public void The_examples_of_the_RFC_are_good(string key, string token)
    {
        Assert.True(Jws.TryVerify(token, [KeyOf(key)], ["JWT"], out var payload));

        Assert.Equal("{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}", Encoding.UTF8.GetString(payload));
    }

    [Theory, MemberData(nameof(Examples))]
    public void No_changed_bit_of_a_signature_passes(string key, string token)
    {
        var parts = token.Split('.');
        var signature = Bytes(parts[2]);
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            var changed = (byte[])signature.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(IsGood($"{parts[0]}.{parts[1]}.{StrictBase64Url.Encode(changed)}", KeyOf(key)));
        }
    }

    [Theory, MemberData(nameof(Examples))]
    public void Other_claims_under_a_signature_are_refused(string key, string token) =>
        Assert.False(IsGood(token.Replace(Claims, StrictBase64Url.Encode("{}"u8), StringComparison.Ordinal), KeyOf(key)));

    [Theory]
    [InlineData(nameof(Hs256), nameof(Rs256))]
    [InlineData(nameof(Hs256), nameof(Es256))]
    [InlineData(nameof(Rs256), nameof(Hs256))]
    [InlineData(nameof(Rs256), nameof(Es256))]
    [InlineData(nameof(Es256), nameof(Hs256))]
    [InlineData(nameof(Es256), nameof(Rs256))]
    public void A_key_is_for_its_own_algorithm_alone(string key, string other) =>
        Assert.False(IsGood(Examples.Single(row => row.Data.Item1 == key).Data.Item2, KeyOf(other)));

    /// <summary>The attack: sign by HMAC with the public key's text as the secret, and hope that the server takes its RSA key for one.</summary>
    [Fact]
    public void A_public_key_is_no_secret()
    {
        var signed = $"{StrictBase64Url.Encode("{\"alg\":\"HS256\"}"u8)}.{Claims}";
        foreach (var pem in new[] { RsaPem(), RsaPem() + "\n", RsaPem().Trim() })
        {
            var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(pem), Encoding.UTF8.GetBytes(signed));
            Assert.False(IsGood($"{signed}.{StrictBase64Url.Encode(mac)}", Rs256));
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("nOnE")]
    [InlineData("")]
    public void A_token_that_is_not_signed_is_refused(string algorithm)
    {
        var header = StrictBase64Url.Encode(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}"}"""));
        foreach (var key in new[] { Hs256, Rs256, Es256 })
        {
            Assert.False(IsGood($"{header}.{Claims}.", key));
            Assert.False(IsGood($"{header}.{Claims}", key));
        }
    }

    [Theory]
    [InlineData("""{"alg":"HS256"}""", true)]
    [InlineData("""{"alg":"HS256","typ":"jwt"}""", true)]
    [InlineData("""{"alg":"HS256","typ":"application/JWT"}""", true)]
    [InlineData("""{"alg":"HS256","kid":"any"}""", true)]
    [InlineData("""{"alg":"HS256","typ":"dpop+jwt"}""", false)]
    [InlineData("""{"alg":"HS256","typ":7}""", false)]
    [InlineData("""{"alg":"HS256","crit":["exp"],"exp":1}""", false)]
    [InlineData("""{"alg":"HS256","crit":["b64"],"b64":false}""", false)]
    [InlineData("""{"alg":"HS256","crit":[]}""", false)]
    [InlineData("""{"alg":"HS256","zip":"DEF"}""", false)]
    [InlineData("""{"alg":"HS256","enc":"A256GCM"}""", false)]
    [InlineData("""{"alg":"HS256","alg":"HS256"}""", false)]
    [InlineData("""{"alg":["HS256"]}""", false)]
    [InlineData("""{"alg":"hs256"}""", false)]
    [InlineData("""{"alg":"HS512"}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""["HS256"]""", false)]
    [InlineData("no JSON", false)]
    public void A_header_has_to_be_understood_whole(string header, bool isGood)
    {
        var signed = $"{StrictBase64Url.Encode(Encoding.UTF8.GetBytes(header))}.{Claims}";
        var token = $"{signed}.{StrictBase64Url.Encode(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(signed)))}";

        Assert.Equal(isGood, IsGood(token, Hs256));
    }

    [Theory]
    [InlineData("a.b.c.d.e")]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData(Hs256Token + "=")]
    [InlineData(Hs256Token + " ")]
    [InlineData(" " + Hs256Token)]
    [InlineData(Hs256Token + ".")]
    public void Another_form_is_refused(string token) => Assert.False(IsGood(token, Hs256));

    [Fact]
    public void A_signature_has_one_text()
    {
        // The last letter of 32 bytes has two bits that mean nothing.
        Assert.EndsWith("k", Hs256Token, StringComparison.Ordinal);

        foreach (var last in "lmn")
        {
            Assert.False(IsGood(Hs256Token[..^1] + last, Hs256));
        }
    }

    [Fact]
    public void The_key_that_a_token_names_is_the_one_that_counts()
    {
        var signed = $"{StrictBase64Url.Encode("{\"alg\":\"HS256\",\"kid\":\"b\"}"u8)}.{Claims}";
        var token = $"{signed}.{StrictBase64Url.Encode(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(signed)))}";
        var right = JwtKey.Hs256(Secret, "b");
        var wrong = JwtKey.Hs256(new byte[32], "b");

        Assert.True(IsGood(token, JwtKey.Hs256(new byte[32], "a"), right));
        Assert.False(IsGood(token, JwtKey.Hs256(Secret, "a"), wrong));
        Assert.False(IsGood(token, JwtKey.Hs256(Secret, "a")));
        Assert.False(IsGood(Hs256Token, JwtKey.Hs256(Secret, "a"), JwtKey.Hs256(Secret, "b")));
    }

    [Fact]
    public void A_token_over_the_limit_is_not_looked_at()
    {
        var claims = StrictBase64Url.Encode(new byte[6000]);
        var signed = $"{StrictBase64Url.Encode("{\"alg\":\"HS256\"}"u8)}.{claims}";
        var longest = Sign(signed + new string('A', Jws.MaxLength - signed.Length - 44));

        Assert.Equal(Jws.MaxLength, longest.Length);
        Assert.True(IsGood(longest, Hs256));
        Assert.False(IsGood(Sign(signed + new string('A', Jws.MaxLength - signed.Length - 43 + 3)), Hs256));
        Assert.False(IsGood($"{signed}.{new string('A', 1 << 20)}", Hs256));

        static string Sign(string signed) =>
            $"{signed}.{StrictBase64Url.Encode(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(signed)))}";
    }

    [Fact]
    public void Weak_keys_are_refused()
    {
        using var rsa = RSA.Create(1024);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<ArgumentException>(() => JwtKey.Hs256(new byte[31]));
        Assert.Throws<ArgumentException>(() => JwtKey.Rs256(rsa.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<ArgumentException>(() => JwtKey.Es256(p384.ExportSubjectPublicKeyInfoPem()));
    }

    private static bool IsGood(string token, params JwtKey[] keys) => Jws.TryVerify(token, keys, ["JWT"], out _);

    private static JwtKey KeyOf(string name) => name switch
    {
        nameof(Hs256) => Hs256,
        nameof(Rs256) => Rs256,
        _ => Es256,
    };

    private static byte[] Bytes(string text)
    {
        Assert.True(StrictBase64Url.TryDecode(text, out var bytes));
        return bytes;
    }

    private static string RsaPem()
    {
        const string Modulus = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pC"
            + "gNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQ"
            + "Y4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(Modulus), Exponent = [1, 0, 1] });
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    private static string EcdsaPem()
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                Y = Bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
            },
        });
        return ecdsa.ExportSubjectPublicKeyInfoPem();
    }
}
