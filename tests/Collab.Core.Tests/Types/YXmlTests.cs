using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

public sealed class YXmlTests
{
    private readonly YXmlFragment _xml = new Document(new DocumentOptions { ClientId = new ClientId(1) })
        .GetXmlFragment("x");

    [Fact]
    public void A_tree_is_built_in_place()
    {
        var list = _xml.PushElement("ul");
        list.SetAttribute("class", "long");
        list.PushElement("li").PushText().Insert(0, "one");
        list.InsertElement(0, "li").PushText().Insert(0, "zero", [new("b", true)]);
        _xml.InsertText(0).Insert(0, "before");
        _xml.PushHook("drawing").Set("src", 1);

        Assert.Equal(
            "before<ul class=\"long\"><li><b>zero</b></li><li>one</li></ul>[object Object]",
            _xml.ToString());
        Assert.Equal(3, _xml.Count);
        Assert.Equal("drawing", Assert.IsType<YXmlHook>(_xml[2]).HookName);
    }

    [Fact]
    public void Nodes_know_their_neighbours()
    {
        var first = _xml.PushElement("a");
        var third = _xml.PushText();
        var second = _xml.InsertElementAfter(first, "b");
        var front = _xml.InsertTextAfter(null);
        var gone = _xml.InsertElementAfter(second, "gone");
        _xml.Delete(3);

        Assert.Equal([front, first, second, third], _xml.Children);
        Assert.Same(front, _xml.FirstChild);
        Assert.Same(third, second.NextSibling);
        Assert.Same(second, third.PreviousSibling);
        Assert.Null(front.PreviousSibling);
        Assert.Null(third.NextSibling);
        Assert.Null(gone.NextSibling);
        Assert.Same(_xml, second.Parent);
        Assert.Throws<ArgumentException>(() => _xml.InsertElementAfter(gone, "c"));
        Assert.Throws<ArgumentException>(() => first.InsertElementAfter(second, "c"));
    }

    [Fact]
    public void Descendants_come_in_document_order_and_can_be_queried()
    {
        var outer = _xml.PushElement("Div");
        var inner = outer.PushElement("p");
        var text = inner.PushText();
        var second = _xml.PushElement("P");

        Assert.Equal([outer, inner, text, second], _xml.Descendants());
        Assert.Equal([inner, second], _xml.QuerySelectorAll("p"));
        Assert.Same(outer, _xml.QuerySelector("DIV"));
        Assert.Null(_xml.QuerySelector("em"));
        Assert.Equal([text], _xml.Descendants(node => node is YXmlText));
    }

    [Fact]
    public void Attributes_are_set_read_and_removed()
    {
        var element = _xml.PushElement("p");
        element.SetAttribute("id", 1);
        element.SetAttribute("class", "x");
        element.RemoveAttribute("id");

        Assert.Equal([new("class", "x")], element.Attributes);
        Assert.True(element.HasAttribute("class"));
        Assert.False(element.HasAttribute("id"));
        Assert.Equal(Any.Undefined, element.GetAttribute("id"));
    }
}
