using Collab.Core;
using Collab.Core.Documents;

namespace Collab.Benchmarks.Works;

/// <summary>What our engine is measured with; peers/works.mjs has the same works for the peers.</summary>
internal static class EngineWorks
{
    private const int MergedUpdates = 10_000;

    public static IReadOnlyList<Work> Create(BenchmarkData data)
    {
        var b4 = new Lazy<Document>(() => Load(data.B4StateV1));
        var whiteboard = new Lazy<Document>(() => Load(data.WhiteboardState));
        return
        [
            Work.Timed("apply-b4-v1", 15, () => data.B4StateV1, Load, Checks.Text),
            Work.Timed("apply-b4-v2", 15, () => data.B4StateV2, LoadV2, Checks.Text),
            Work.Timed(
                "encode-b4-v1",
                40,
                () => b4.Value,
                document => document.EncodeStateAsUpdate(),
                update => Checks.Text(Load(update))),
            Work.Timed(
                "encode-b4-v2",
                40,
                () => b4.Value,
                document => document.EncodeStateAsUpdateV2(),
                update => Checks.Text(LoadV2(update))),
            Work.Timed("b4-updates", 1, () => (new Document(), data.B4Updates), ApplyEach, Checks.Text),
            Work.Timed(
                "whiteboard-updates",
                1,
                () => (Load(data.WhiteboardBefore), data.WhiteboardUpdates),
                ApplyEach,
                Checks.Elements),
            Work.Timed("load-whiteboard", 3, () => data.WhiteboardState, Load, Checks.Elements),
            Work.Timed(
                "encode-whiteboard",
                5,
                () => whiteboard.Value,
                document => document.EncodeStateAsUpdate(),
                update => Checks.Elements(Load(update))),
            Work.Timed(
                "merge-10000",
                3,
                () => data.B4Updates.Take(MergedUpdates).Select(update => (ReadOnlyMemory<byte>)update).ToArray(),
                updates => Updates.Merge(updates),
                Checks.Digest),
            Work.Timed(
                "step2-whiteboard",
                40,
                () => (Document: whiteboard.Value, Known: whiteboard.Value.EncodeStateVector()),
                input => input.Document.EncodeStateAsUpdate(StateVector.Decode(input.Known)),
                update => $"{update.Length} bytes"),
            Work.Timed("type-b4", 1, () => (NewAuthor(), data.B4Trace), Type, CheckTyped),
            new AllocationWork(data),
        ];
    }

    public static Document Load(byte[] state)
    {
        var document = new Document();
        document.ApplyUpdate(state);
        return document;
    }

    private static Document LoadV2(byte[] state)
    {
        var document = new Document();
        document.ApplyUpdateV2(state);
        return document;
    }

    private static Document ApplyEach((Document Document, byte[][] Updates) input)
    {
        foreach (var update in input.Updates)
        {
            input.Document.ApplyUpdate(update);
        }

        return input.Document;
    }

    private static Document NewAuthor() => new(new DocumentOptions { ClientId = new ClientId(1234567890) });

    private static (Document Document, int Events) Type(
        (Document Document, (int Position, string Inserted)[] Trace) input)
    {
        var text = input.Document.GetText("text");
        var events = 0;
        input.Document.Update += (_, _) => events++;
        foreach (var (position, inserted) in input.Trace)
        {
            if (inserted.Length == 0)
            {
                text.Delete(position, 1);
            }
            else
            {
                text.Insert(position, inserted);
            }
        }

        return (input.Document, events);
    }

    private static string CheckTyped((Document Document, int Events) output) =>
        $"{output.Events} events {Checks.Text(output.Document)}";
}
