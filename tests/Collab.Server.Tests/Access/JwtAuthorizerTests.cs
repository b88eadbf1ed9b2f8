using System.Security.Cryptography;
using System.Text;
using Collab.AspNetCore;
using Collab.AspNetCore.Access;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Tests.Sessions;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Access;

/// <summary>Which claims let in, and to what. The time is 1,000 s.</summary>
public sealed class JwtAuthorizerTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    [Theory]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"doc":"plan","right":"write"}""", AccessRight.Write)]
    [InlineData("""{"iss":"me","aud":["other","collab"],"exp":2000.5,"doc":["x","plan"],"right":"comment"}""", AccessRight.Comment)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"prefix":"pl","right":"read"}""", AccessRight.Read)]
    [InlineData("""{"iss":"me","aud":"collab","exp":941,"doc":"plan","right":"read"}""", AccessRight.Read)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"nbf":1060,"doc":"plan","right":"read"}""", AccessRight.Read)]
    [InlineData("""{"iss":"me","aud":"collab","exp":9e99,"doc":"plan","right":"read"}""", AccessRight.Read)]
    [InlineData("""{"iss":"me","aud":"collab","exp":940,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":-9e99,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"nbf":1061,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"nbf":"0","doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":"2000","doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"Me","aud":"collab","exp":2000,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":["me"],"aud":"collab","exp":2000,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"aud":"collab","exp":2000,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"other","exp":2000,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":[],"exp":2000,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","exp":2000,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"doc":"Plan","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"doc":"plan/x","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"doc":"pl","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"prefix":"","right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"doc":{"plan":1},"right":"read"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"doc":"plan"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","aud":"collab","exp":2000,"doc":"plan","right":"admin"}""", AccessRight.None)]
    [InlineData("""{"iss":"me","iss":"me","aud":"collab","exp":2000,"doc":"plan","right":"read"}""", AccessRight.None)]
    [InlineData("""[]""", AccessRight.None)]
    [InlineData("""no JSON""", AccessRight.None)]
    public async Task Claims_say_what_may_be_done(string claims, AccessRight right) =>
        Assert.Equal(right, (await AskAsync(claims)).Right);

    [Fact]
    public async Task Claims_say_who_it_is_and_until_when()
    {
        var access = await AskAsync(
            """{"iss":"me","aud":"collab","exp":2000,"boards":"plan","may":"write","uid":"u1","nick":"Ann"}""",
            options => options.Claims = new JwtClaimNames { Document = "boards", Right = "may", Subject = "uid", DisplayName = "nick" });

        Assert.Equal(
            new DocumentAccess(AccessRight.Write) { Subject = "u1", DisplayName = "Ann", Expires = DateTimeOffset.UnixEpoch.AddSeconds(2060) },
            access);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_keys_need_a_name_each(bool sameName)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Authorizer(options =>
        {
            options.Keys.Clear();
            options.Keys.Add(JwtKey.Hs256(Secret, "a"));
            options.Keys.Add(JwtKey.Hs256(Secret, sameName ? "a" : null));
        }));

        Assert.Contains("id of its own", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_without_which_nothing_is_checked_are_required()
    {
        Assert.Throws<OptionsValidationException>(() => Authorizer(options => options.Issuer = ""));
        Assert.Throws<OptionsValidationException>(() => Authorizer(options => options.Audience = ""));
        Assert.Throws<OptionsValidationException>(() => Authorizer(options => options.Keys.Clear()));
        Assert.Throws<OptionsValidationException>(() => Authorizer(options => options.ClockSkew = TimeSpan.FromSeconds(61)));
    }

    private static ValueTask<DocumentAccess> AskAsync(string claims, Action<JwtOptions>? configure = null)
    {
        var signed = $"{StrictBase64Url.Encode("{\"alg\":\"HS256\"}"u8)}.{StrictBase64Url.Encode(Encoding.UTF8.GetBytes(claims))}";
        var token = $"{signed}.{StrictBase64Url.Encode(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(signed)))}";
        var request = new AccessRequest(new(), new DocumentName("plan"), token, null);
        return Authorizer(configure).AuthorizeAsync(request, TestContext.Current.CancellationToken);
    }

    private static JwtAuthorizer Authorizer(Action<JwtOptions>? configure = null)
    {
        var time = new ManualTime();
        time.Advance(TimeSpan.FromSeconds(1000));
        var options = new JwtOptions { Issuer = "me", Audience = "collab", Keys = { JwtKey.Hs256(Secret) } };
        configure?.Invoke(options);
        return new JwtAuthorizer(Options.Create(options), time);
    }
}
