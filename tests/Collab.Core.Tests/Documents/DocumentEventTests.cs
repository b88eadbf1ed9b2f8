using Collab.Core.Documents;

namespace Collab.Core.Tests.Documents;

public class DocumentEventTests
{
    // Made with yjs 13.6.33: transaction "one" inserts "abc" into the text t; one of its observers begins "two", which
    // inserts 7 into the array a and deletes the first character.
    private const string UpdateOne = "0103010004010174016184010002626308010161017d0700";
    private const string UpdateTwo = "0101010308010161017d070101010001";

    private readonly Document _document = Editor(1);
    private readonly List<string> _log = [];

    [Fact]
    public void A_transaction_begun_by_an_observer_runs_at_once_and_is_observed_after()
    {
        _document.BeforeTransaction += transaction => _log.Add($"before {transaction.Origin}");
        _document.BeforeObserverCalls += transaction => _log.Add($"observers {transaction.Origin}");
        _document.AfterTransaction += transaction => _log.Add($"after {transaction.Origin}");
        _document.AfterTransactionCleanup += transaction => _log.Add($"clean {transaction.Origin}");
        _document.Update += (update, transaction) => _log.Add($"update {transaction.Origin} {Hex(update)}");
        _document.BeforeObserverCalls += transaction =>
        {
            if (transaction.Origin is "one")
            {
                EditTwo();
                _log.Add($"edited {_document.GetArray("a").Count}");
            }
        };

        _document.Transact(_ => _document.GetText("t").Insert(0, "abc"), "one");

        Assert.Equal(
            [
                "before one", "observers one", "before two", "edited 1", "after one", "clean one", $"update one {UpdateOne}",
                "observers two", "after two", "clean two", $"update two {UpdateTwo}",
            ],
            _log);
        StoreInvariants.Check(_document);
    }

    [Fact]
    public void The_update_event_carries_what_transacting_and_encoding_gives()
    {
        var emitted = new List<byte[]>();
        _document.Update += (update, _) => emitted.Add(update);

        var encoded = _document.TransactAndEncode(_ => _document.GetMap("m").Set("key", 1));

        Assert.Equal([encoded!], emitted);
    }

    [Fact]
    public void The_V2_event_carries_the_same_changes()
    {
        var (v1, v2) = (new List<byte[]>(), new List<byte[]>());
        _document.Update += (update, _) => v1.Add(update);
        _document.UpdateV2 += (update, _) => v2.Add(update);

        _document.GetText("t").Insert(0, "abc");
        _document.GetText("t").Delete(1, 1);

        Assert.Equal(v1.Select(update => Updates.ConvertV1ToV2(update)), v2);
        Assert.Equal(2, v2.Count);
    }

    [Fact]
    public void Nothing_new_raises_no_update()
    {
        _document.GetText("t").Insert(0, "abc");
        _document.Update += (_, _) => Assert.Fail("an update");

        _document.ApplyUpdate(_document.EncodeStateAsUpdate());
        _document.Transact(_ => { });
    }

    [Fact]
    public void Documents_that_pass_each_other_every_update_stay_equal()
    {
        var other = Editor(2);
        _document.Update += (update, _) => other.ApplyUpdate(update);
        other.Update += (update, _) => _document.ApplyUpdate(update);

        _document.GetText("t").Insert(0, "one");
        other.GetText("t").Insert(3, " two");
        _document.GetText("t").Delete(0, 1);

        Assert.Equal("ne two", other.GetText("t").ToString());
        Assert.Equal(_document.EncodeStateAsUpdate(), other.EncodeStateAsUpdate());
        StoreInvariants.Check(other);
    }

    [Fact]
    public void An_observer_may_apply_an_update()
    {
        var other = Editor(2);
        other.GetText("t").Insert(0, "other ");
        var update = other.EncodeStateAsUpdate();
        var origins = new List<object?>();
        _document.AfterTransaction += transaction =>
        {
            origins.Add(transaction.Origin);
            if (transaction.IsLocal)
            {
                Assert.Equal(ApplyOutcome.Whole, _document.ApplyUpdate(update, "remote").Outcome);
                Assert.Equal("other", _document.GetText("t").ToString()[..5]);
            }
        };

        _document.Transact(_ => _document.GetArray("a").Insert(0, 1), "local");

        Assert.Equal(["local", "remote"], origins);
        StoreInvariants.Check(_document);
    }

    [Fact]
    public void The_body_of_a_transaction_may_not_apply_an_update()
    {
        Assert.Throws<InvalidOperationException>(
            () => _document.Transact(_ => _document.ApplyUpdate(_document.EncodeStateAsUpdate())));
    }

    [Fact]
    public void An_observer_that_throws_stops_neither_the_others_nor_the_clean_up()
    {
        _document.GetText("t").Insert(0, "abc");
        _document.AfterTransaction += _ => throw new FormatException();
        _document.AfterTransaction += _ => _log.Add("second");
        _document.Update += (_, _) => _log.Add("update");

        Assert.Throws<FormatException>(() => _document.GetText("t").Delete(0, 2));

        Assert.Equal(["second", "update"], _log);
        StoreInvariants.Check(_document);
        var collected = new Document();
        collected.ApplyUpdate(_document.EncodeStateAsUpdate());
        Assert.Equal(_document.EncodeStateAsUpdate(), collected.EncodeStateAsUpdate());
    }

    [Fact]
    public void Exceptions_of_the_body_and_of_observers_are_thrown_together()
    {
        _document.AfterTransactionCleanup += _ => throw new FormatException();

        var thrown = Assert.Throws<AggregateException>(() => _document.Transact(_ =>
        {
            _document.GetText("t").Insert(0, "kept");
            throw new ArithmeticException();
        }));

        Assert.Equal([typeof(ArithmeticException), typeof(FormatException)], thrown.InnerExceptions.Select(e => e.GetType()));
        Assert.Equal("kept", _document.GetText("t").ToString());
    }

    [Fact]
    public void What_a_handler_changes_before_a_remote_transaction_belongs_to_it()
    {
        var other = Editor(2);
        other.GetText("t").Insert(0, "remote");
        var update = other.EncodeStateAsUpdate();
        _document.BeforeTransaction += _ => _document.GetText("t").Insert(0, "mine ");
        byte[]? emitted = null;
        _document.Update += (bytes, _) => emitted = bytes;

        var result = _document.ApplyUpdate(update);

        Assert.Equal(_document.EncodeStateAsUpdate(), emitted);
        Assert.Equal(ApplyOutcome.Partial, result.Outcome);
        Assert.Equal(emitted, result.Integrated);
    }

    [Fact]
    public void A_transaction_knows_what_it_changed_while_it_is_observed()
    {
        _document.GetText("t").Insert(0, "abc");
        Transaction? seen = null;
        _document.AfterTransaction += transaction => seen ??= transaction;
        _document.Update += (_, transaction) =>
        {
            Assert.Equal([(new ClientId(1), 3UL)], transaction.BeforeState);
            Assert.Equal([(new ClientId(1), 5UL)], transaction.AfterState);
        };

        _document.Transact(transaction =>
        {
            _document.GetText("t").Insert(0, "de");
            _document.GetText("t").Delete(1, 2);
            Assert.Equal([new DeleteRange(0, 1), new DeleteRange(4, 1)], transaction.DeleteSet[new ClientId(1)]);
            Assert.Equal(3UL, transaction.BeforeState[new ClientId(1)]);
            Assert.Throws<InvalidOperationException>(() => transaction.AfterState);
        });

        Assert.Equal(5UL, seen!.AfterState[new ClientId(1)]);
        Assert.Throws<InvalidOperationException>(() => seen.DeleteSet);
    }

    [Fact]
    public void States_of_a_transaction_leave_out_what_its_observers_added()
    {
        var states = new List<string>();
        _document.BeforeObserverCalls += transaction =>
        {
            if (transaction.Origin is "one")
            {
                EditTwo();
            }
        };
        _document.AfterTransaction += transaction =>
            states.Add($"{transaction.BeforeState[new ClientId(1)]}-{transaction.AfterState[new ClientId(1)]}");

        _document.Transact(_ => _document.GetText("t").Insert(0, "abc"), "one");

        Assert.Equal(["0-3", "3-4"], states);
    }

    [Fact]
    public void A_transaction_returns_what_its_body_returns()
    {
        Assert.Equal(3, _document.Transact(_ =>
        {
            _document.GetText("t").Insert(0, "abc");
            return _document.GetText("t").Length;
        }));
    }

    private static Document Editor(ulong client) => new(new DocumentOptions { ClientId = new ClientId(client) });

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private void EditTwo() => _document.Transact(
        _ =>
        {
            _document.GetArray("a").Insert(0, 7);
            _document.GetText("t").Delete(0, 1);
        },
        "two");
}
