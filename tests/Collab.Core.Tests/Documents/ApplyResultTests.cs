using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

public sealed class ApplyResultTests
{
    private readonly Document _author = new(new DocumentOptions { ClientId = new ClientId(1) });
    private readonly Document _document = new();

    [Fact]
    public void A_new_update_is_whole_the_first_time_and_nothing_after()
    {
        var update = Type("a");

        var first = _document.ApplyUpdate(update);
        var second = _document.ApplyUpdate(update);

        Assert.Equal(new ApplyResult { Outcome = ApplyOutcome.Whole }, first);
        Assert.Equal(new ApplyResult { Outcome = ApplyOutcome.Nothing }, second);
    }

    [Fact]
    public void Overwriting_a_key_and_deleting_text_are_whole()
    {
        var map = _author.GetMap("map");
        _document.ApplyUpdate(_author.TransactAndEncode(_ => map.Set("k", 1))!);
        _document.ApplyUpdate(Type("abc"));

        var overwritten = _document.ApplyUpdate(_author.TransactAndEncode(_ => map.Set("k", 2))!);
        var deleted = _document.ApplyUpdate(_author.TransactAndEncode(_ => _author.GetText("t").Delete(1, 1))!);

        Assert.Equal(ApplyOutcome.Whole, overwritten.Outcome);
        Assert.Equal(ApplyOutcome.Whole, deleted.Outcome);
    }

    [Fact]
    public void Of_an_update_that_is_known_in_part_the_rest_is_integrated()
    {
        _document.ApplyUpdate(Type("a"));
        var rest = Type("b");

        var result = _document.ApplyUpdate(_author.EncodeStateAsUpdate());

        Assert.Equal(ApplyOutcome.Partial, result.Outcome);
        Assert.Equal(rest, result.Integrated);
        Assert.False(result.PendingGrew);
    }

    [Fact]
    public void An_update_that_lacks_its_past_is_pending_until_that_comes()
    {
        var first = Type("a");
        var second = Type("b");

        var early = _document.ApplyUpdate(second);
        var repeated = _document.ApplyUpdate(second);
        var stateWhilePending = _document.EncodeStateAsUpdate();
        var releasing = _document.ApplyUpdate(first);

        Assert.Equal(new ApplyResult { Outcome = ApplyOutcome.PendingOnly, PendingGrew = true }, early);
        Assert.Equal(new ApplyResult { Outcome = ApplyOutcome.Nothing }, repeated);
        Assert.Equal(second, stateWhilePending);
        Assert.Equal(ApplyOutcome.Partial, releasing.Outcome);
        Assert.Equal(_author.EncodeStateAsUpdate(), releasing.Integrated);
        Assert.False(_document.HasPending);
        Assert.Equal(0, _document.PendingBytes);
    }

    [Fact]
    public void A_delete_that_comes_before_what_it_deletes_is_pending()
    {
        var insert = Type("abc");
        var delete = _author.TransactAndEncode(_ => _author.GetText("t").Delete(0, 2))!;

        var early = _document.ApplyUpdate(delete);
        var releasing = _document.ApplyUpdate(insert);

        Assert.Equal(ApplyOutcome.PendingOnly, early.Outcome);
        Assert.Equal(ApplyOutcome.Partial, releasing.Outcome);
        Assert.Equal("c", _document.GetText("t").ToString());
    }

    [Fact]
    public void A_replica_gives_up_its_client_id_when_another_uses_it()
    {
        var twin = new Document(new DocumentOptions { ClientId = new ClientId(1), NewClientId = () => new ClientId(2) });

        twin.ApplyUpdate(Type("a"));

        Assert.Equal(new ClientId(2), twin.ClientId);
    }

    private byte[] Type(string text) => _author.TransactAndEncode(_ =>
    {
        var t = _author.GetText("t");
        t.Insert(t.Length, text);
    })!;
}
