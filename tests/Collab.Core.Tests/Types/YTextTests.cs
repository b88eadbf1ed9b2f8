using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

public sealed class YTextTests
{
    private static readonly KeyValuePair<string, Any>[] Bold = [new("bold", true)];
    private static readonly KeyValuePair<string, Any>[] NotBold = [new("bold", Any.Null)];

    private readonly Document _document = new(new DocumentOptions { ClientId = new ClientId(1) });
    private readonly YText _text;

    public YTextTests() => _text = _document.GetText("t");

    [Fact]
    public void Text_takes_on_the_formats_around_it_unless_told_otherwise()
    {
        _text.Insert(0, "ab", Bold);
        _text.Insert(1, "in");
        _text.Insert(2, "out", []);
        _text.InsertEmbed(2, Any.FromObject(new KeyValuePair<string, Any>("image", "a.png")));

        Assert.Equal("aioutnb", _text.ToString());
        Assert.Equal(8, _text.Length);
        Assert.Equal(
            """[{"insert":"ai","attributes":{"bold":true}},{"insert":{"image":"a.png"}},{"insert":"out"},"""
            + """{"insert":"nb","attributes":{"bold":true}}]""",
            _text.ToDeltaJson().ToJson());
    }

    [Fact]
    public void Formats_that_nothing_is_left_of_go()
    {
        _text.Insert(0, "abcd");
        _text.Format(1, 2, Bold);
        _text.Format(1, 2, NotBold);

        Assert.Equal("""[{"insert":"abcd"}]""", _text.ToDeltaJson().ToJson());
        _text.Format(1, 2, Bold);
        _text.Delete(1, 2);

        Assert.Equal("""[{"insert":"ad"}]""", _text.ToDeltaJson().ToJson());
    }

    [Fact]
    public void A_delta_is_applied_step_by_step()
    {
        _text.Insert(0, "hello");

        _text.ApplyDelta(
        [
            TextOperation.Retain(1, Bold),
            TextOperation.Delete(3),
            TextOperation.Insert("ipp", Bold),
            TextOperation.Retain(1),
            TextOperation.Insert(5),
        ]);

        Assert.Equal(
            """[{"insert":"h","attributes":{"bold":true}},{"insert":"ipp","attributes":{"bold":true}},"""
            + """{"insert":"o"},{"insert":5}]""",
            _text.ToDeltaJson().ToJson());
    }

    [Theory]
    [InlineData(true, "text\n")]
    [InlineData(false, "text")]
    public void The_last_line_break_of_a_delta_is_left_out_if_it_is_not_sanitized(bool sanitize, string expected)
    {
        _text.ApplyDelta([TextOperation.Insert("text\n")], sanitize);

        Assert.Equal(expected, _text.ToString());
    }

    [Fact]
    public void Formatting_beyond_the_end_adds_line_breaks()
    {
        _text.Insert(0, "ab");

        _text.Format(1, 3, Bold);

        Assert.Equal("""[{"insert":"a"},{"insert":"b\n\n","attributes":{"bold":true}}]""", _text.ToDeltaJson().ToJson());
    }

    [Fact]
    public void What_cannot_be_encoded_is_refused_and_changes_nothing()
    {
        _text.Insert(0, "ab");
        var before = _document.EncodeStateAsUpdate();

        Assert.Throws<ArgumentException>(() => _text.Insert(0, "x", [new("bold", Any.Undefined)]));
        Assert.Throws<ArgumentException>(() => _text.Format(0, 1, [new("bold", Any.Undefined)]));
        Assert.Throws<ArgumentException>(() => _text.InsertEmbed(0, Any.Null));
        Assert.Throws<ArgumentException>(() => TextOperation.Insert(Any.Undefined));
        Assert.Throws<ArgumentOutOfRangeException>(() => _text.Format(3, 1, Bold));
        Assert.Throws<ArgumentOutOfRangeException>(() => _text.InsertType<YMap>(3));
        Assert.Equal(before, _document.EncodeStateAsUpdate());
    }

    [Fact]
    public void Embeds_and_formats_nest_as_deep_as_readers_allow()
    {
        var (deepest, tooDeep) = (Nested(64), Nested(65));

        _text.InsertEmbed(0, deepest, [new("f", deepest)]);

        Assert.Throws<ArgumentException>(() => _text.InsertEmbed(0, tooDeep));
        Assert.Throws<ArgumentException>(() => _text.Insert(0, "x", [new("f", tooDeep)]));
        var reader = new Document();
        Assert.Equal(ApplyOutcome.Whole, reader.ApplyUpdate(_document.EncodeStateAsUpdate()).Outcome);
        Assert.Equal(deepest, reader.GetText("t").ToDelta()[0].Insert);
    }

    [Fact]
    public void Nested_types_stand_in_the_text_and_attributes_beside_it()
    {
        _text.Insert(0, "ab");
        var map = _text.InsertType<YMap>(1, Bold);
        map.Set("k", 1);
        _text.SetAttribute("align", "left");
        _text.SetAttribute("gone", 1);
        _text.RemoveAttribute("gone");

        Assert.Same(map, _text.ToDelta()[1].Type);
        Assert.Equal("ab", _text.ToString());
        Assert.Equal((Any)"left", _text.GetAttribute("align"));
        Assert.Equal(Any.Undefined, _text.GetAttribute("gone"));
        Assert.Equal([new("align", "left")], _text.Attributes);
    }

    [Fact]
    public void Values_that_JSON_lacks_stay_whole_in_the_V2_form()
    {
        _text.InsertEmbed(0, -0.0);
        _text.InsertEmbed(1, Any.FromBytes([1, 2]));
        _text.Format(0, 1, [new("a", double.NaN), new("b", -0.0)]);

        // Made with yjs 13.6.33.
        Assert.Equal(
            "00030003010241070400044408040100020007050085004600c6080574616261624103010100000106007d40740201027b7ff80000000000007d407e7e00",
            Convert.ToHexStringLower(_document.EncodeStateAsUpdateV2()));
        var byV1 = new Document();
        byV1.ApplyUpdate(_document.EncodeStateAsUpdate());
        Assert.Equal((Any)0, byV1.GetText("t").ToDelta()[0].Insert);
    }

    private static Any Nested(int depth) =>
        Enumerable.Range(0, depth).Aggregate((Any)1, (inner, _) => Any.FromArray(inner));
}
