using Collab.Core.Storage.FileStore;

namespace Collab.Core.Tests.Storage.FileStore;

public sealed class Crc32CTests
{
    [Fact]
    public void It_gives_the_check_value_of_the_standard() =>
        Assert.Equal(0xE3069283u, Crc32C.Append(0, "123456789"u8));

    [Fact]
    public void Parts_give_the_same_as_the_whole()
    {
        var bytes = Enumerable.Range(0, 100).Select(i => (byte)i).ToArray();

        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var first = Crc32C.Append(0, bytes.AsSpan(0, cut));

            Assert.Equal(Crc32C.Append(0, bytes), Crc32C.Append(first, bytes.AsSpan(cut)));
        }
    }
}
