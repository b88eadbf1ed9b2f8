using System.Security.Claims;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.Options;

namespace Collab.Interop.Tests;

/// <summary>Tokens that are made elsewhere.</summary>
public sealed class TokenTests(NodeClients clients)
{
    private const int MaxLength = 8 * 1024;

    private static readonly DocumentName Plan = new("plan");

    [Fact]
    public async Task Of_what_jose_makes_the_same_is_accepted_as_jose_accepts()
    {
        var made = await new Scenario(clients, "", () => "").RunAsync<Made>("tokens", "made", new { document = Plan.Value });
        var authorizers = made.Keys.ToDictionary(key => key.Algorithm, key => Authorizer(made, key));

        var judged = new List<(string, string, bool)>();
        foreach (var token in made.Tokens)
        {
            var access = await authorizers[token.Algorithm].AuthorizeAsync(
                new AccessRequest(new ClaimsPrincipal(), Plan, token.Text, null), TestContext.Current.CancellationToken);
            judged.Add((token.Algorithm, token.Name, access.Right == AccessRight.Write));
        }

        // jose reads any length.
        Assert.Equal(
            made.Tokens.Select(token => (token.Algorithm, token.Name, token.Accepted && token.Text.Length <= MaxLength)), judged);
        Assert.Equal(3 * 4, judged.Count(token => token.Item3));
        Assert.Equal((3 * 16) + 2, judged.Count);
    }

    [Fact]
    public async Task A_document_token_can_be_made_in_another_language()
    {
        var secret = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();
        var options = new DocumentTokenOptions { Keys = { new DocumentTokenKey { Id = "k1", Secret = secret } } };

        var made = await new Scenario(clients, "", () => "").RunAsync<MadeToken>(
            "tokens", "documentToken", new { document = "a/ü", key = "k1", secret = Convert.ToBase64String(secret) });

        var access = new DocumentTokens(Options.Create(options), TimeProvider.System).Check(made.Token, new DocumentName("a/ü"), null);
        Assert.Equal((AccessRight.Comment, "u1", "Ann"), (access.Right, access.Subject, access.DisplayName));
    }

    private static JwtAuthorizer Authorizer(Made made, MadeKey key) => new(
        Options.Create(new JwtOptions
        {
            Issuer = made.Issuer,
            Audience = made.Audience,
            Keys =
            {
                key.Algorithm switch
                {
                    "HS256" => JwtKey.Hs256(Convert.FromBase64String(key.Secret!)),
                    "RS256" => JwtKey.Rs256(key.Pem!),
                    _ => JwtKey.Es256(key.Pem!),
                },
            },
        }),
        TimeProvider.System);

    private sealed record Made(string Issuer, string Audience, IReadOnlyList<MadeKey> Keys, IReadOnlyList<MadeJwt> Tokens);

    private sealed record MadeKey(string Algorithm, string? Secret = null, string? Pem = null);

    private sealed record MadeJwt(string Algorithm, string Name, string Text, bool Accepted);

    private sealed record MadeToken(string Token);
}
