using System.Security.Cryptography;
using System.Text;
using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Collab.Core.Tests.Sessions;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Access;

public sealed class DocumentTokenTests
{
    private static readonly DocumentName Plan = new("plan");

    private readonly ManualTime _time = new();

    [Fact]
    public void A_token_says_what_it_was_made_for()
    {
        var tokens = Tokens(Key("k1", 1));

        var access = tokens.Check(
            tokens.Create(DocumentGrant.For(Plan, AccessRight.Comment) with { Subject = "u1", DisplayName = "Ann Ö" }), Plan, null);

        Assert.Equal(
            new DocumentAccess(AccessRight.Comment) { Subject = "u1", DisplayName = "Ann Ö", Expires = DateTimeOffset.UnixEpoch.AddMinutes(10) },
            access);
    }

    /// <summary>The page docs/protocol.md shows this token; whoever makes tokens in another language can compare.</summary>
    [Fact]
    public void The_format_is_the_documented_one()
    {
        const string Payload = """{"doc":"plan","right":"write","sub":"u1","name":"Ann","nbf":1795000000,"exp":1795000600}""";
        _time.Advance(TimeSpan.FromSeconds(1_795_000_000));
        var key = Key("k1", 1);
        var signed = $"v1.k1.{Base64(Encoding.UTF8.GetBytes(Payload))}";
        var documented = $"{signed}.{Base64(HMACSHA256.HashData(key.Secret, Encoding.ASCII.GetBytes(signed)))}";

        var made = Tokens(key).Create(
            DocumentGrant.For(Plan, AccessRight.Write) with { Subject = "u1", DisplayName = "Ann", NotBefore = _time.GetUtcNow() });

        Assert.Equal(documented, made);
        Assert.Equal(
            "v1.k1.eyJkb2MiOiJwbGFuIiwicmlnaHQiOiJ3cml0ZSIsInN1YiI6InUxIiwibmFtZSI6IkFubiIsIm5iZiI6MTc5NTAwMDAwMCwiZXhwIjoxNzk1MDAwNjAwfQ."
            + "L1ZrZ9xxx0LCZ-Owo7STcljK8i8Ur5Q5UWFP5HqyH4o",
            made);
    }

    [Fact]
    public void A_token_is_good_from_its_beginning_to_its_end()
    {
        var tokens = Tokens(Key("k1", 1));
        var token = tokens.Create(DocumentGrant.For(Plan, AccessRight.Read) with
        {
            NotBefore = DateTimeOffset.UnixEpoch.AddSeconds(10),
            Lifetime = TimeSpan.FromSeconds(5),
        });

        var rights = new List<AccessRight>();
        foreach (var wait in new[] { 9, 1, 4, 1 })
        {
            _time.Advance(TimeSpan.FromSeconds(wait));
            rights.Add(tokens.Check(token, Plan, null).Right);
        }

        Assert.Equal([AccessRight.None, AccessRight.Read, AccessRight.Read, AccessRight.None], rights);
    }

    [Fact]
    public void A_token_that_is_made_now_is_good_on_a_server_whose_clock_is_behind()
    {
        _time.Advance(TimeSpan.FromSeconds(1000));
        var token = Tokens(Key("k1", 1)).Create(DocumentGrant.For(Plan, AccessRight.Read));
        var behind = new ManualTime();
        behind.Advance(TimeSpan.FromSeconds(940));

        var options = new DocumentTokenOptions { Keys = { Key("k1", 1) } };
        Assert.Equal(AccessRight.Read, new DocumentTokens(Options.Create(options), behind).Check(token, Plan, null).Right);
    }

    [Fact]
    public void Keys_can_be_changed_without_a_gap()
    {
        var token = Tokens(Key("old", 1)).Create(DocumentGrant.For(Plan, AccessRight.Read));

        Assert.Equal(AccessRight.Read, Tokens(Key("new", 2), Key("old", 1)).Check(token, Plan, null).Right);
        Assert.StartsWith("v1.new.", Tokens(Key("new", 2), Key("old", 1)).Create(DocumentGrant.For(Plan, AccessRight.Read)), StringComparison.Ordinal);
        Assert.Equal(AccessRight.None, Tokens(Key("new", 2)).Check(token, Plan, null).Right);
        Assert.Equal(AccessRight.None, Tokens(Key("old", 2)).Check(token, Plan, null).Right);
    }

    [Fact]
    public void No_changed_bit_of_a_token_passes()
    {
        var tokens = Tokens(Key("k1", 1));
        var token = tokens.Create(DocumentGrant.For(Plan, AccessRight.Write));

        for (var bit = 0; bit < token.Length * 8; bit++)
        {
            var changed = Encoding.Latin1.GetBytes(token);
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(AccessRight.None, tokens.Check(Encoding.Latin1.GetString(changed), Plan, null).Right);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1...")]
    [InlineData("v1.k1..")]
    [InlineData("v2.k1.e30.AAAA")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public void What_is_no_token_is_refused(string token) =>
        Assert.Equal(DocumentAccess.Denied, Tokens(Key("k1", 1)).Check(token, Plan, null));

    [Theory]
    [InlineData("""{"doc":"plan","right":"write","nbf":0,"exp":600}""", true)]
    [InlineData("""{"doc":"plan","right":"write","nbf":0}""", false)]
    [InlineData("""{"doc":"plan","right":"write","exp":600}""", false)]
    [InlineData("""{"doc":"plan","nbf":0,"exp":600}""", false)]
    [InlineData("""{"right":"write","nbf":0,"exp":600}""", false)]
    [InlineData("""{"doc":"plan","prefix":"p","right":"write","nbf":0,"exp":600}""", false)]
    [InlineData("""{"prefix":"","right":"write","nbf":0,"exp":600}""", false)]
    [InlineData("""{"doc":"plan","right":"Write","nbf":0,"exp":600}""", false)]
    [InlineData("""{"doc":"plan","right":"none","nbf":0,"exp":600}""", false)]
    [InlineData("""{"doc":"plan","right":"write","nbf":"0","exp":600}""", false)]
    [InlineData("""{"doc":"plan","right":"write","nbf":0,"exp":600,"ip":"::1"}""", false)]
    [InlineData("""{"doc":"plan","right":"read","right":"write","nbf":0,"exp":600}""", false)]
    [InlineData("""{"doc":["plan"],"right":"write","nbf":0,"exp":600}""", false)]
    [InlineData("""["plan"]""", false)]
    [InlineData("null", false)]
    public void What_a_key_signed_has_to_make_sense_too(string payload, bool isGood)
    {
        var key = Key("k1", 1);
        var signed = $"v1.k1.{Base64(Encoding.UTF8.GetBytes(payload))}";
        var token = $"{signed}.{Base64(HMACSHA256.HashData(key.Secret, Encoding.ASCII.GetBytes(signed)))}";

        Assert.Equal(isGood ? AccessRight.Write : AccessRight.None, Tokens(key).Check(token, Plan, null).Right);
    }

    [Fact]
    public void A_token_for_an_origin_is_for_no_other()
    {
        var tokens = Tokens(Key("k1", 1));
        var token = tokens.Create(DocumentGrant.For(Plan, AccessRight.Read) with { Origin = "https://app.example" });

        Assert.Equal(AccessRight.Read, tokens.Check(token, Plan, "https://app.example").Right);
        Assert.Equal(AccessRight.None, tokens.Check(token, Plan, "https://app.example.evil").Right);
        Assert.Equal(AccessRight.None, tokens.Check(token, Plan, null).Right);
    }

    [Fact]
    public void A_token_of_a_megabyte_is_not_looked_at()
    {
        var tokens = Tokens(Key("k1", 1));

        Assert.Equal(DocumentAccess.Denied, tokens.Check("v1.k1." + new string('A', 1 << 20) + ".AAAA", Plan, null));
        Assert.Throws<ArgumentException>(() =>
            tokens.Create(DocumentGrant.For(Plan, AccessRight.Read) with { DisplayName = new string('x', DocumentTokens.MaxLength) }));
    }

    [Fact]
    public void A_key_is_needed_and_a_short_one_or_two_of_one_name_are_refused()
    {
        Assert.Throws<OptionsValidationException>(() => Tokens());
        Assert.Throws<OptionsValidationException>(() => Tokens(new DocumentTokenKey { Id = "k", Secret = new byte[31] }));
        Assert.Throws<OptionsValidationException>(() => Tokens(Key("k", 1), Key("k", 2)));
        Assert.Throws<OptionsValidationException>(() => Tokens(Key("k.1", 1)));
    }

    [Fact]
    public void A_token_grants_something() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DocumentGrant.For(Plan, AccessRight.None));

    internal static DocumentTokenKey Key(string id, byte fill) => new() { Id = id, Secret = Enumerable.Repeat(fill, 32).ToArray() };

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private DocumentTokens Tokens(params DocumentTokenKey[] keys)
    {
        var options = new DocumentTokenOptions();
        foreach (var key in keys)
        {
            options.Keys.Add(key);
        }

        return new DocumentTokens(Options.Create(options), _time);
    }
}
