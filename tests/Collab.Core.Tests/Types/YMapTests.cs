using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

public sealed class YMapTests
{
    private readonly YMap _map = new Document(new DocumentOptions { ClientId = new ClientId(1) }).GetMap("m");

    [Fact]
    public void It_reads_by_key_and_in_the_order_of_the_first_values()
    {
        _map.Set("b", 1);
        _map.Set("a", 2);
        _map.Set("b", 3);

        Assert.Equal(2, _map.Count);
        Assert.Equal(["b", "a"], _map.Keys);
        Assert.Equal([new("b", 3), new("a", 2)], _map.Entries);
        Assert.Equal((Any)3, _map["b"]);
        Assert.True(_map.ContainsKey("a"));
    }

    [Fact]
    public void A_key_without_a_value_is_not_there()
    {
        _map.Set("k", Any.Undefined);
        _map.Set("gone", 1);
        _map.Delete("gone");
        _map.Delete("never");

        Assert.True(_map.TryGet("k", out var value));
        Assert.Equal(Any.Undefined, value);
        Assert.False(_map.ContainsKey("gone"));
        Assert.False(_map.TryGet("never", out _));
        Assert.Throws<KeyNotFoundException>(() => _map["gone"]);
        Assert.Equal(1, _map.Count);
    }

    [Fact]
    public void Nested_types_are_values_of_keys()
    {
        var array = _map.SetType<YArray>("list");
        array.Push(1, 2);
        var element = _map.SetElement("xml", "Em");

        Assert.Same(array, _map.Get<YArray>("list"));
        Assert.Same(element, _map.GetType("xml"));
        Assert.Null(_map.Get<YMap>("list"));
        Assert.Null(element.NextSibling);
        Assert.Equal("""{"list":[1,2],"xml":"<em></em>"}""", _map.ToJson().ToJson());
    }

    [Fact]
    public void Clearing_deletes_every_value()
    {
        _map.Set("a", 1);
        _map.SetType<YText>("b").Insert(0, "x");

        _map.Clear();

        Assert.Empty(_map.Entries);
        Assert.Equal(0, _map.Count);
    }
}
