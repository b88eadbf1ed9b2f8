using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Tests.Types;

/// <summary>Formats that came by update format V2, whose values are kept in another form than V1's.</summary>
public sealed class FormatsOfV2Tests
{
    private static readonly KeyValuePair<string, Any>[] Bold = [new("bold", true)];
    private static readonly KeyValuePair<string, Any>[] NotBold = [new("bold", Any.Null)];

    [Fact]
    public void They_are_edited_like_those_of_V1()
    {
        var byV1 = Receive(isV1: true);
        var byV2 = Receive(isV1: false);

        foreach (var document in new[] { byV1, byV2 })
        {
            var text = document.GetText("text");
            text.Format(1, 2, NotBold);
            text.Insert(4, "x");
            text.Format(0, 6, Bold);
            text.Delete(2, 2);
        }

        Assert.Equal(byV1.GetText("text").ToDeltaJson(), byV2.GetText("text").ToDeltaJson());
        Assert.Equal(byV1.EncodeStateAsUpdate(), byV2.EncodeStateAsUpdate());
        Assert.Equal(byV1.EncodeStateAsUpdateV2(), byV2.EncodeStateAsUpdateV2());
    }

    private static Document Receive(bool isV1)
    {
        var author = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        author.GetText("text").Insert(0, "abcdef", Bold);
        author.GetText("text").Format(3, 2, [new("link", Any.FromObject(new KeyValuePair<string, Any>("href", "/a")))]);
        var receiver = new Document(new DocumentOptions { ClientId = new ClientId(2) });
        if (isV1)
        {
            receiver.ApplyUpdate(author.EncodeStateAsUpdate());
        }
        else
        {
            receiver.ApplyUpdateV2(author.EncodeStateAsUpdateV2());
        }

        return receiver;
    }
}
