using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Interop.Tests.Engine;

/// <summary>Comparisons of the engine with Yjs; a failure shows both sides.</summary>
internal static class CrossAssert
{
    public static void SameBytes(byte[]? yjs, byte[]? engine, string what, IEnumerable<Any>? context = null)
    {
        if (!yjs.AsSpan().SequenceEqual(engine) || yjs is null != engine is null)
        {
            var after = context is null ? "" : "\nafter " + string.Join('\n', context.Select(line => line.ToJson()));
            Assert.Fail($"{what} differs\nYjs:    {Hex(yjs)}\nengine: {Hex(engine)}{after}");
        }
    }

    public static void SameContent(Any yjs, Any engine, string what) =>
        Assert.True(yjs == engine, $"{what} differ\nYjs:    {yjs.ToJson()}\nengine: {engine.ToJson()}");

    /// <summary>What observers of Yjs and of the engine heard.</summary>
    /// <param name="isOrderFree">What waited may be integrated in another order, and so be told in another.</param>
    public static void SameEvents(Any yjs, Any engine, bool isOrderFree, string what)
    {
        if (!isOrderFree)
        {
            SameContent(yjs, engine, what);
            return;
        }

        var left = engine.Items.SelectMany(Flat).ToList();
        foreach (var change in yjs.Items.SelectMany(Flat))
        {
            Assert.True(left.Remove(change), $"{what}: only Yjs tells {change.ToJson()}\nengine: {engine.ToJson()}");
        }

        Assert.True(left.Count == 0, $"{what}: only the engine tells {Message.List(left).ToJson()}\nYjs: {yjs.ToJson()}");
    }

    // Of [root, its events], each event with the root.
    private static IEnumerable<Any> Flat(Any call) => call.Items[1].Items.Select(change => Any.FromArray(call.Items[0], change));

    /// <summary>A document of the engine, and one of Yjs that had the same calls.</summary>
    public static void SameAsTwin(Any twin, Document engine, CrossFlavour flavour)
    {
        SameContent(twin["content"], CrossContent.Of(engine, flavour), "the contents of the engine and its twin");
        SameBytes(twin["stateVector"].AsArray(), engine.EncodeStateVector(), "the state vector");
        SameBytes(twin["snapshot"].AsArray(), engine.EncodeSnapshot(), "the snapshot");
        Assert.True(twin["isPending"].AsBoolean() == engine.HasPending, $"pending in the engine: {engine.HasPending}");
        SameBytes(twin["stateV1"].AsArray(), engine.EncodeStateAsUpdate(), "the state");
        SameBytes(twin["stateV2"].AsArray(), engine.EncodeStateAsUpdateV2(), "the state in V2");
    }

    private static string Hex(byte[]? bytes) => bytes is null ? "none" : Convert.ToHexString(bytes);
}
