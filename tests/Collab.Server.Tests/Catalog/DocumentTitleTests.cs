using Collab.Server.Catalog;

namespace Collab.Server.Tests.Catalog;

public sealed class DocumentTitleTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("Plan ✏️", "Plan ✏️")]
    [InlineData("two\nlines\0", "two lines ")]
    public void Whatever_a_client_wrote_every_store_can_take(string? title, string normal) =>
        Assert.Equal(normal, DocumentTitle.Normalize(title));

    [Fact]
    public void Half_a_character_is_replaced() =>
        Assert.Equal("half \ufffd of it", DocumentTitle.Normalize("half \ud83d of it"));

    [Fact]
    public void A_long_title_is_cut_between_characters()
    {
        var title = new string('x', DocumentTitle.MaxLength - 1) + "🙂";

        Assert.Equal(new string('x', DocumentTitle.MaxLength - 1), DocumentTitle.Normalize(title));
    }
}
