namespace Collab.Core.Tests;

public sealed class DocumentNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("team/board one")]
    [InlineData("größe/文书/🙂")]
    public void A_name_may_hold_slashes_spaces_and_any_script(string value) =>
        Assert.Equal(value, new DocumentName(value).Value);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("\ud800")]
    public void An_empty_name_or_one_with_control_characters_or_lone_surrogates_is_refused(string value)
    {
        Assert.False(DocumentName.TryCreate(value, out _));
        Assert.Throws<ArgumentException>(() => new DocumentName(value));
    }

    [Fact]
    public void The_length_limit_counts_bytes()
    {
        Assert.True(DocumentName.TryCreate(new string('é', DocumentName.MaxBytes / 2), out _));
        Assert.False(DocumentName.TryCreate(new string('é', (DocumentName.MaxBytes / 2) + 1), out _));
    }
}
