using Collab.AspNetCore;
using Collab.Core;
using Collab.Core.Sessions;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Access;

/// <summary>Tokens for one document are tried on another: none crosses.</summary>
public sealed class TokenCrossingTests
{
    /// <summary>Names that are alike in one way or another: in case, in Unicode, by parts, by escapes, by what paths do to them.</summary>
    private static readonly string[] Names =
    [
        "a", "A", "a/b", "a/", "a//b", "a%2Fb", "a%2fb", "a/b/c", "a b", "a+b",
        "\u00e9", "e\u0301", "\uff41", "\u0430", "a\u200b",
    ];

    private static readonly DocumentTokens Tokens = new(
        Options.Create(new DocumentTokenOptions { Keys = { DocumentTokenTests.Key("k1", 1) } }), TimeProvider.System);

    [Fact]
    public void A_token_for_one_name_is_good_for_that_name_alone()
    {
        var crossed = new List<(string, string)>();
        var pairs = 0;
        foreach (var name in Names)
        {
            var token = Tokens.Create(DocumentGrant.For(new DocumentName(name), AccessRight.Write));
            Assert.Equal(AccessRight.Write, Tokens.Check(token, new DocumentName(name), null).Right);
            foreach (var other in Names.Where(other => !string.Equals(other, name, StringComparison.Ordinal)))
            {
                pairs++;
                if (Tokens.Check(token, new DocumentName(other), null).Right != AccessRight.None)
                {
                    crossed.Add((name, other));
                }
            }
        }

        Assert.True(pairs >= 200);
        Assert.Empty(crossed);
    }

    [Theory]
    [InlineData("a/", "a/b", true)]
    [InlineData("a/", "a/", true)]
    [InlineData("a/", "a", false)]
    [InlineData("a/", "A/b", false)]
    [InlineData("a/", "a%2Fb", false)]
    [InlineData("a/", "b/a/", false)]
    [InlineData("\u00e9/", "e\u0301/x", false)]
    public void A_token_for_a_beginning_is_good_for_names_that_begin_so(string prefix, string name, bool isGood)
    {
        var token = Tokens.Create(DocumentGrant.ForPrefix(prefix, AccessRight.Read));

        Assert.Equal(isGood, Tokens.Check(token, new DocumentName(name), null).Right == AccessRight.Read);
    }

    [Fact]
    public void A_token_for_a_name_is_not_one_for_a_beginning()
    {
        var token = Tokens.Create(DocumentGrant.For(new DocumentName("a/"), AccessRight.Read));

        Assert.Equal(AccessRight.None, Tokens.Check(token, new DocumentName("a/b"), null).Right);
    }
}
