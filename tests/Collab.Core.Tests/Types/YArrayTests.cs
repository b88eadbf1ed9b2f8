using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

public sealed class YArrayTests
{
    private readonly YArray _array = new Document(new DocumentOptions { ClientId = new ClientId(1) }).GetArray("a");

    [Fact]
    public void It_reads_as_a_list()
    {
        _array.Push(1, "two", Any.FromBytes([3]));
        _array.Unshift(Any.Null);

        Assert.Equal([Any.Null, 1, "two", Any.FromBytes([3])], _array);
        Assert.Equal((Any)"two", _array[2]);
        Assert.Equal(4, _array.Count);
    }

    [Theory]
    [InlineData(0, null, "0123")]
    [InlineData(1, 3, "12")]
    [InlineData(-2, null, "23")]
    [InlineData(0, -1, "012")]
    [InlineData(3, 1, "")]
    [InlineData(-9, 9, "0123")]
    public void Slices_count_from_the_end_as_in_JavaScript(int start, int? end, string expected)
    {
        _array.Push("0", "1", "2", "3");

        Assert.Equal(expected, string.Concat(_array.Slice(start, end).Select(value => value.AsString())));
    }

    [Fact]
    public void Nested_types_are_made_in_their_place()
    {
        _array.Push("before", "after");

        var map = _array.InsertType<YMap>(1);
        map.Set("k", 5);
        var element = _array.InsertElement(2, "P");
        element.PushText().Insert(0, "words");

        Assert.Same(map, _array.GetType(1));
        Assert.Same(map, _array.Get<YMap>(1));
        Assert.Null(_array.Get<YText>(1));
        Assert.Null(_array.GetType(0));
        Assert.Same(_array, map.Parent);
        Assert.Equal("""["before",{"k":5},"<p>words</p>","after"]""", _array.ToJson().ToJson());
        Assert.Equal(_array.ToJson(), Any.FromArray(_array.ToArray()));
    }

    [Fact]
    public void What_needs_a_name_is_not_made_without_one()
    {
        Assert.Throws<ArgumentException>(() => _array.InsertType<YXmlElement>(0));
        Assert.Throws<ArgumentException>(() => _array.InsertType<YXmlHook>(0));
        Assert.Throws<ArgumentException>(() => _array.InsertType<SharedType>(0));
        Assert.Empty(_array);
    }

    [Fact]
    public void A_deleted_type_cannot_be_edited()
    {
        var map = _array.InsertType<YMap>(0);
        var text = map.SetType<YText>("t");
        _array.Delete(0);

        Assert.Throws<InvalidOperationException>(() => map.Set("k", 1));
        Assert.Throws<InvalidOperationException>(() => text.Insert(0, "x"));
        Assert.Null(map.Parent);
        Assert.Equal(0, text.Length);
    }

    [Fact]
    public void Of_values_that_nest_too_deep_nothing_is_inserted()
    {
        var deep = Any.FromArray();
        for (var depth = 1; depth <= 64; depth++)
        {
            deep = Any.FromArray(deep);
        }

        Assert.Throws<ArgumentException>(() => _array.Insert(0, Any.FromBytes([1]), deep));
        Assert.Throws<ArgumentException>(() => _array.Push(Any.FromBytes([1]), deep));

        Assert.Empty(_array);
    }
}
