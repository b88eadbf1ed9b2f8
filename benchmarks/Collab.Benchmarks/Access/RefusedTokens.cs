using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.Options;

namespace Collab.Benchmarks.Access;

/// <summary>Measures how long it takes to refuse tokens that are not good, beside one that is.</summary>
internal static class RefusedTokens
{
    private const int WarmUp = 500;
    private const int Rounds = 2_000;

    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(1);
    private static readonly DocumentName Plan = new("plan");

    /// <returns>Whether all that had to be were refused, in time.</returns>
    public static bool Print(TextWriter output)
    {
        output.WriteLine("| token | answer | mean | 99 % within | met (1 ms) |");
        output.WriteLine("| --- | --- | ---: | ---: | --- |");
        var isAllMet = true;
        foreach (var (what, isGood, check) in Cases())
        {
            var times = new TimeSpan[Rounds];
            var right = AccessRight.None;
            for (var i = -WarmUp; i < Rounds; i++)
            {
                var start = Stopwatch.GetTimestamp();
                right = check();
                times[Math.Max(i, 0)] = Stopwatch.GetElapsedTime(start);
            }

            Array.Sort(times);
            var (mean, most) = (times.Average(time => time.TotalMicroseconds), times[Rounds * 99 / 100]);
            var isMet = isGood == (right != AccessRight.None) && most <= Goal;
            isAllMet &= isMet;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {(right == AccessRight.None ? "refused" : "let in")} | {mean:F1} us | {most.TotalMicroseconds:F1} us | {(isMet ? "yes" : "**no**")} |"));
        }

        return isAllMet;
    }

    private static IEnumerable<(string What, bool IsGood, Func<AccessRight> Check)> Cases()
    {
        var tokens = new DocumentTokens(Options.Create(TokenOptions("current")), TimeProvider.System);
        var others = new DocumentTokens(Options.Create(TokenOptions("another")), TimeProvider.System);
        var grant = DocumentGrant.For(Plan, AccessRight.Write);
        var now = TimeProvider.System.GetUtcNow();
        var good = tokens.Create(grant);
        var flipped = string.Concat(good.AsSpan(0, good.Length - 1), good[^1] == 'A' ? "B" : "A");
        foreach (var (what, token) in new (string, string)[]
        {
            ("document token", good),
            ("expired", tokens.Create(grant with { NotBefore = now - TimeSpan.FromHours(1), Lifetime = TimeSpan.FromMinutes(1) })),
            ("of the future", tokens.Create(grant with { NotBefore = now + TimeSpan.FromHours(1) })),
            ("of another document", tokens.Create(DocumentGrant.For(new DocumentName("plan/x"), AccessRight.Write))),
            ("signed with another key", others.Create(grant)),
            ("one bit of the signature changed", flipped),
            ("a megabyte", good + new string('A', 1 << 20)),
        })
        {
            yield return (what, token == good, () => tokens.Check(token, Plan, null).Right);
        }

        using var rsa = RSA.Create(2048);
        var options = new JwtOptions { Issuer = "me", Audience = "collab" };
        options.Keys.Add(JwtKey.Rs256(rsa.ExportSubjectPublicKeyInfoPem(), "k"));
        var authorizer = new JwtAuthorizer(Options.Create(options), TimeProvider.System);
        byte[] SignRsa(byte[] signed) => rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        byte[] SignConfused(byte[] signed) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), signed);
        foreach (var (what, isGood, token) in new (string, bool, string)[]
        {
            ("JWT, RS256", true, Jwt("RS256", "collab", now.AddMinutes(5), SignRsa)),
            ("JWT, expired", false, Jwt("RS256", "collab", now.AddMinutes(-5), SignRsa)),
            ("JWT, for another service", false, Jwt("RS256", "other", now.AddMinutes(5), SignRsa)),
            ("JWT, alg none", false, Jwt("none", "collab", now.AddMinutes(5), _ => [])),
            ("JWT, the public key taken for a secret", false, Jwt("HS256", "collab", now.AddMinutes(5), SignConfused)),
            ("JWT, not signed by the key", false, Jwt("RS256", "collab", now.AddMinutes(5), signed => SignRsa([.. signed, 0]))),
        })
        {
            var request = new AccessRequest(new ClaimsPrincipal(), Plan, token, null);
            yield return (what, isGood, () => authorizer.AuthorizeAsync(request, default).AsTask().GetAwaiter().GetResult().Right);
        }
    }

    private static DocumentTokenOptions TokenOptions(string key)
    {
        var options = new DocumentTokenOptions();
        options.Keys.Add(new DocumentTokenKey { Id = "k", Secret = SHA256.HashData(Encoding.UTF8.GetBytes(key)) });
        return options;
    }

    private static string Jwt(string algorithm, string audience, DateTimeOffset expires, Func<byte[], byte[]> sign)
    {
        var header = Encode($$"""{"alg":"{{algorithm}}","kid":"k","typ":"JWT"}""");
        var claims = Encode(
            $$"""{"iss":"me","aud":"{{audience}}","exp":{{expires.ToUnixTimeSeconds()}},"doc":"plan","right":"write"}""");
        return $"{header}.{claims}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes($"{header}.{claims}")))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
