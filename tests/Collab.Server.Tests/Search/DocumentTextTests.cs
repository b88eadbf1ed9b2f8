using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;
using Collab.Server.Catalog;
using Collab.Server.Search;

namespace Collab.Server.Tests.Search;

public sealed class DocumentTextTests
{
    private const int NoLimit = int.MaxValue;

    private readonly Document _document = new(new DocumentOptions { ClientId = new ClientId(1) });

    [Fact]
    public void A_page_is_its_blocks_with_blanks_between_and_no_tags()
    {
        var page = _document.GetXmlFragment("content");
        page.PushElement("heading").PushText().Insert(0, "Title");
        var list = page.PushElement("bulletList").PushElement("listItem").PushElement("paragraph");
        var text = list.PushText();
        text.Insert(0, "half bold");
        text.Format(2, 4, [KeyValuePair.Create("bold", Any.FromObject([]))]);
        list.PushElement("hardBreak");
        list.PushText().Insert(0, "next\nline");
        page.PushElement("image").SetAttribute("src", "secret.png");

        Assert.Equal("Title half bold next line", Read(DocumentKind.Page));
    }

    [Fact]
    public void A_text_is_its_words()
    {
        _document.GetText("content").Insert(0, "# Title\n\n\tone  two\0three ");

        Assert.Equal("# Title one two three", Read(DocumentKind.Text));
    }

    [Fact]
    public void A_board_is_the_words_on_it_and_the_names_of_its_frames()
    {
        var elements = _document.GetMap("elements");
        AddElement(elements, "1", ("type", "text"), ("text", "a note\non two lines"));
        AddElement(elements, "2", ("type", "frame"), ("name", "Sprint"));
        AddElement(elements, "3", ("type", "rectangle"), ("text", "no"));
        AddElement(elements, "4", ("type", "text"), ("text", "gone")).Set("isDeleted", true);
        AddElement(elements, "5", ("type", "text")).Set("text", 7);
        elements.Set("6", "no element");

        Assert.Equal(["Sprint", "a", "lines", "note", "on", "two"], Read(DocumentKind.Board).Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_long_text_is_cut_and_half_a_character_replaced()
    {
        _document.GetText("content").Insert(0, "ab\ud83dcd" + new string('x', 1000));

        var text = DocumentText.Read(_document, DocumentKind.Text, 10);

        Assert.StartsWith("ab\ufffdcdx", text, StringComparison.Ordinal);
        Assert.Equal(10, text.Length);
    }

    [Theory]
    [InlineData(DocumentKind.Page)]
    [InlineData(DocumentKind.Text)]
    [InlineData(DocumentKind.Board)]
    [InlineData(DocumentKind.Other)]
    public void An_empty_document_has_no_words(object kind) => Assert.Equal("", Read((DocumentKind)kind));

    [Fact]
    public void A_tree_as_deep_as_a_stranger_likes_is_read()
    {
        YXmlFragment node = _document.GetXmlFragment("content");
        for (var depth = 0; depth < 5000; depth++)
        {
            node = node.PushElement("blockquote");
        }

        node.PushText().Insert(0, "bottom");

        Assert.Equal("bottom", Read(DocumentKind.Page));
    }

    private string Read(DocumentKind kind) => DocumentText.Read(_document, kind, NoLimit);

    private static YMap AddElement(YMap elements, string id, params (string Key, string Value)[] properties)
    {
        var element = elements.SetType<YMap>(id);
        foreach (var (key, value) in properties)
        {
            element.Set(key, value);
        }

        return element;
    }
}
