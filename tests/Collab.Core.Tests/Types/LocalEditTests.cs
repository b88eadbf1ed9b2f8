using System.Text.Json;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.Documents;
using Collab.Core.Tests.TestData;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

/// <summary>Edits made here put items where Yjs does, byte for byte (tests/fixtures/make/localEdits.mjs).</summary>
public sealed class LocalEditTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Scripts = new(() =>
        DataFile.ReadJsonLines(Repository.Fixture("local-edits.jsonl.gz")).ToDictionary(json => json.Text("name")));

    public static TheoryData<string> Names => [.. Scripts.Value.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Edits_between_received_updates_emit_what_Yjs_emits(string name) => Play(name, isIndexed: false);

    [Theory, MemberData(nameof(Names))]
    public void Edits_emit_the_same_when_every_list_has_an_index(string name) => Play(name, isIndexed: true);

    private static void Play(string name, bool isIndexed)
    {
        var script = Scripts.Value[name];
        var (document, root) = Start(script);
        var step = 0;

        foreach (var entry in script.GetProperty("steps").EnumerateArray())
        {
            if (entry.TryGetProperty("received", out var received))
            {
                document.ApplyUpdate(received.GetBytesFromBase64());
            }
            else
            {
                var emitted = document.TransactAndEncode(_ => ScriptedEdits.Apply(root, entry.GetProperty("edits")));
                var isSame = entry.BytesOrNull("emitted").AsSpan().SequenceEqual(emitted);
                Assert.True(
                    isSame, $"step {step}: {entry.GetRawText()} emitted {Convert.ToBase64String(emitted ?? [])}");
            }

            if (isIndexed)
            {
                IndexedLists.MakeAll(document);
                StoreInvariants.Check(document);
            }

            step++;
        }

        StoreInvariants.Check(document);
        Assert.Equal(script.Bytes("stateV1"), document.EncodeStateAsUpdate());
        Assert.Equal(
            RootContent.Describe(script.GetProperty("content")),
            RootContent.Describe(document, [("root", script.Text("kind"))]));
    }

    [Fact]
    public void A_document_without_a_client_id_refuses_to_edit()
    {
        var document = new Document();

        Assert.Throws<InvalidOperationException>(() => document.GetText("t").Insert(0, "x"));
        Assert.Throws<InvalidOperationException>(() => document.GetArray("a").Insert(0, 1));
        Assert.Throws<InvalidOperationException>(() => document.GetMap("m").Set("k", 1));
        Assert.Equal([0, 0], document.EncodeStateAsUpdate());
    }

    [Fact]
    public void Places_outside_of_a_type_are_refused_and_change_nothing()
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        var (text, array) = (document.GetText("t"), document.GetArray("a"));
        text.Insert(0, "abc");
        array.Insert(0, 1, 2);
        var before = document.EncodeStateAsUpdate();

        Assert.Throws<ArgumentOutOfRangeException>(() => text.Insert(4, "x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Insert(-1, "x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Delete(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Insert(3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Delete(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => array[2]);
        Assert.Equal(before, document.EncodeStateAsUpdate());
    }

    [Fact]
    public void Edits_of_one_transaction_are_one_update_and_none_emit_nothing()
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        var (text, map) = (document.GetText("t"), document.GetMap("m"));

        var update = document.TransactAndEncode(_ =>
        {
            text.Insert(0, "hello");
            document.Transact(inner => map.Set("k", 1));
            text.Delete(0, 1);
        });

        var other = new Document();
        Assert.NotNull(update);
        Assert.Equal(ApplyOutcome.Whole, other.ApplyUpdate(update).Outcome);
        Assert.Equal("ello", other.GetText("t").ToString());
        Assert.True(other.GetMap("m").TryGet("k", out var value));
        Assert.Equal((Any)1, value);
        Assert.Null(document.TransactAndEncode(_ => map.Delete("not there")));
        Assert.Null(document.TransactAndEncode(_ => { }));
    }

    [Fact]
    public void A_root_keeps_the_type_it_was_first_asked_for_as()
    {
        var document = new Document();

        Assert.Same(document.GetText("t"), document.GetText("t"));
        Assert.Throws<InvalidOperationException>(() => document.GetMap("t"));
        Assert.Equal(["t"], document.RootNames);
    }

    private static (Document Document, SharedType Root) Start(JsonElement script)
    {
        var clientId = new ClientId(script.GetProperty("clientId").GetUInt64());
        var document = new Document(new DocumentOptions { ClientId = clientId });
        return (document, script.Text("kind") switch
        {
            "Text" => document.GetText("root"),
            "Array" => document.GetArray("root"),
            "XmlFragment" => document.GetXmlFragment("root"),
            _ => document.GetMap("root"),
        });
    }
}
