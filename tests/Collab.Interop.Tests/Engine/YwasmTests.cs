using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Interop.Tests.Engine;

/// <summary>A document of the engine and one of yrs (ywasm 0.18.3) edit together: each reads what the other writes.</summary>
/// <remarks>
/// Where yrs differs from Yjs itself there is nothing to compare: characters cut in two, client ids over 32 bits, the order of
/// clients, what is merged. So contents, state vectors and delete sets are compared, not bytes.
/// </remarks>
public sealed class YwasmTests(YjsProcess node) : IClassFixture<YjsProcess>
{
    private const int Sessions = 12;
    private const int Rounds = 8;

    public static TheoryData<string, string> Roots => new()
    {
        { "text", "Text" }, { "array", "Array" }, { "map", "Map" }, { "xml", "XmlFragment" },
    };

    [Theory, MemberData(nameof(Roots))]
    public async Task The_engine_and_yrs_read_what_the_other_writes(string name, string kind)
    {
        var flavour = new CrossFlavour(name, Gc: true, (name, kind)) { HasPlainValues = true, IsFlat = true };
        for (var seed = 1; seed <= Sessions; seed++)
        {
            await RunAsync(flavour, kind, seed);
        }
    }

    private async Task RunAsync(CrossFlavour flavour, string kind, int seed)
    {
        var random = new Random(seed);
        var ids = seed % 2 == 0 ? (1UL, 2UL) : (4_294_967_295UL, 7UL);
        var engine = new Document(new DocumentOptions { ClientId = new ClientId(ids.Item1) });
        CrossContent.Root(engine, flavour.Roots[0].Name, kind);
        await node.AskAsync("ywasm open", ("clientId", ids.Item2), ("kind", kind), ("seed", seed));
        for (var round = 0; round < Rounds; round++)
        {
            var own = Enumerable.Range(0, random.Next(1, 12))
                .Select(_ => engine.TransactAndEncode(_ => LocalEdits.Make(engine, flavour, random)))
                .OfType<byte[]>()
                .ToArray();
            var theirs = await node.AskAsync("ywasm edit", ("count", random.Next(1, 12)));
            await node.AskAsync("ywasm receive", ("updates", Message.List(own.Select(update => random.Next(2) == 0
                ? Any.FromArray(1, Message.Bytes(update))
                : Any.FromArray(2, Message.Bytes(Updates.ConvertV1ToV2(update)))))));
            foreach (var update in theirs.Items)
            {
                engine.ApplyUpdate(update.AsBytes().Span);
            }

            var shown = await node.AskAsync("ywasm observe");
            AssertSame(shown, engine, flavour);
            AssertSame(await LoadAsync(1, engine.EncodeStateAsUpdate()), engine, flavour);
            AssertSame(await LoadAsync(2, engine.EncodeStateAsUpdateV2()), engine, flavour);
            AssertSame(shown, Loaded(flavour, document => document.ApplyUpdate(shown["stateV1"].AsBytes().Span)), flavour);
            AssertSame(shown, Loaded(flavour, document => document.ApplyUpdateV2(shown["stateV2"].AsBytes().Span)), flavour);
        }
    }

    private Task<Any> LoadAsync(int version, byte[] state) =>
        node.AskAsync("ywasm load", ("version", version), ("state", Message.Bytes(state)));

    private static Document Loaded(CrossFlavour flavour, Action<Document> load)
    {
        var loaded = new Document();
        CrossContent.Root(loaded, flavour.Roots[0].Name, flavour.Roots[0].Kind);
        load(loaded);
        return loaded;
    }

    private static void AssertSame(Any yrs, Document engine, CrossFlavour flavour)
    {
        Assert.False(engine.HasPending);
        var shown = CrossContent.Of(engine, flavour)[flavour.Roots[0].Name];
        foreach (var (what, expected) in yrs["content"].Properties)
        {
            CrossAssert.SameContent(expected, shown[what], $"{what} of yrs and of the engine");
        }

        var vector = yrs["stateVector"].AsArray();
        Assert.Equal(StateVector.Decode(vector), engine.GetStateVector());
        Assert.Equal(DeleteSet.Decode(yrs["snapshot"].AsBytes().Span[..^vector.Length]), engine.GetDeleteSet());
    }
}
