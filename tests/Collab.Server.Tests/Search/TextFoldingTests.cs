using Collab.Server.Search;

namespace Collab.Server.Tests.Search;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("Crème Brûlée", "creme brulee")]
    [InlineData("Cre\u0300me Bru\u0302le\u0301e", "creme brulee")]
    [InlineData("ÄÖÜ äöü ß", "aou aou ß")]
    [InlineData("Việt Nam, Łódź", "viet nam, łodz")]
    [InlineData("ΆΛΦΑ", "αλφα")]
    [InlineData("مُحَمَّد أحمد", "محمد احمد")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("한글 が 漢字", "한글 が 漢字")]
    [InlineData("🙂 \ud83d", "🙂 \ud83d")]
    [InlineData("", "")]
    public void Case_and_marks_make_no_difference(string text, string folded) => Assert.Equal(folded, TextFolding.Fold(text));

    [Fact]
    public void A_place_in_a_folded_text_is_found_in_the_text_as_it_was_written()
    {
        const string Text = "a\u0301b\u0302\u0303c";

        Assert.Equal("abc", TextFolding.Fold(Text));
        Assert.Equal([0, 2, 5, 6], TextFolding.Unfold(Text, [0, 1, 2, 3]));
        Assert.Equal([2, 2, 6], TextFolding.Unfold(Text, [1, 1, 3]));
        Assert.Equal([0], TextFolding.Unfold("", [0]));
    }
}
