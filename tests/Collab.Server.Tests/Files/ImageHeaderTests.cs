using System.Text;
using Collab.Server.Files;

namespace Collab.Server.Tests.Files;

public sealed class ImageHeaderTests
{
    [Fact]
    public void Format_and_size_are_read_from_the_first_bytes()
    {
        Assert.Equal(new ImageHeader(ImageFormat.Png, 640, 480), ImageHeader.Read(TestImages.Png(640, 480)));
        Assert.Equal(new ImageHeader(ImageFormat.Gif, 300, 200), ImageHeader.Read(TestImages.Gif(300, 200)));
        Assert.Equal(new ImageHeader(ImageFormat.Jpeg, 4000, 3000), ImageHeader.Read(TestImages.Jpeg(4000, 3000)));
        Assert.Equal(new ImageHeader(ImageFormat.Webp, 70_000, 1), ImageHeader.Read(TestImages.WebpExtended(70_000, 1)));
        Assert.Equal(new ImageHeader(ImageFormat.Webp, 16_384, 9), ImageHeader.Read(TestImages.WebpLossless(16_384, 9)));
        Assert.Equal(new ImageHeader(ImageFormat.Webp, 640, 480), ImageHeader.Read(TestImages.WebpLossy(640, 480)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("%PDF-1.7")]
    [InlineData("BM")]
    [InlineData("GIF88a0000000000000000000000000000000000")]
    [InlineData("RIFF0000WAVE0000000000000000000000000000")]
    [InlineData("RIFF0000WEBPJUNK000000000000000000000000")]
    public void What_is_no_image_of_ours_is_none(string text) => Assert.Null(ImageHeader.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void An_image_without_size_is_none()
    {
        Assert.Null(ImageHeader.Read(TestImages.Png(0, 10)));
        Assert.Null(ImageHeader.Read(TestImages.Png(-1, 10)));
        Assert.Null(ImageHeader.Read(TestImages.Gif(10, 0)));
        Assert.Null(ImageHeader.Read(TestImages.Jpeg(0, 0)));
    }

    [Fact]
    public void A_header_that_is_cut_off_anywhere_is_none_and_nothing_is_read_past_its_end()
    {
        byte[][] images =
        [
            TestImages.Png(2, 2), TestImages.Gif(2, 2), TestImages.Jpeg(2, 2), TestImages.WebpExtended(2, 2),
            TestImages.WebpLossless(2, 2), TestImages.WebpLossy(2, 2),
        ];
        foreach (var image in images)
        {
            for (var length = 0; length < 10; length++)
            {
                Assert.Null(ImageHeader.Read(image.AsSpan(0, length)));
            }

            for (var length = 10; length < image.Length; length++)
            {
                Assert.True(ImageHeader.Read(image.AsSpan(0, length)) is null or { Width: 2, Height: 2 });
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xe0, 0x00, 0x00, 0xff, 0xe0, 0x00, 0x00 })]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0xff, 0xc0 })]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xd9, 0x00, 0x02, 0x41, 0x41, 0x41, 0x41 })]
    public void Segments_that_lead_nowhere_end(byte[] jpeg) => Assert.Null(ImageHeader.Read(jpeg));

    [Fact]
    public void Random_bytes_after_a_right_beginning_break_nothing()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(3, 80)];
            random.NextBytes(bytes);
            (bytes[0], bytes[1], bytes[2]) = (0xff, 0xd8, 0xff);
            ImageHeader.Read(bytes);
        }
    }
}
