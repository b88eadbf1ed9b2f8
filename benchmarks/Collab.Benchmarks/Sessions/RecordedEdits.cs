using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Types;

namespace Collab.Benchmarks.Sessions;

/// <summary>Frames of real edits, made before anything is measured.</summary>
internal static class RecordedEdits
{
    private const int Elements = 100;

    /// <summary>One client that types, a character a frame, mostly on and sometimes elsewhere.</summary>
    public static byte[][] Typing(ulong client, int count) => Array.ConvertAll(Updates(client, count), update => YWebsocketFrame.Update(update));

    /// <summary>The updates of <see cref="Typing"/>.</summary>
    public static byte[][] Updates(ulong client, int count)
    {
        var document = NewDocument(client);
        var text = document.GetText("text");
        var random = new Random(1);
        var position = 0;
        return Record(count, _ => document.TransactAndEncode(_ =>
        {
            position = random.Next(50) == 0 ? random.Next(text.Length + 1) : position;
            text.Insert(position++, ((char)('a' + random.Next(26))).ToString());
        })!);
    }

    /// <summary>A board's elements, and clients that each set one field of one of them at a time.</summary>
    public static (byte[] Before, byte[][][] ByWriter) Moves(int writers, int countEach)
    {
        var first = NewDocument(1);
        var before = first.TransactAndEncode(_ =>
        {
            for (var i = 0; i < Elements; i++)
            {
                first.GetMap("elements").SetType<YMap>(Key(i)).Set("x", 0);
            }
        })!;
        var frames = new byte[writers][][];
        for (var writer = 0; writer < writers; writer++)
        {
            var document = NewDocument((ulong)writer + 2);
            document.ApplyUpdate(before);
            var random = new Random(writer);
            frames[writer] = Array.ConvertAll(Record(countEach, i => document.TransactAndEncode(_ =>
            {
                document.GetMap("elements").Get<YMap>(Key(i / 40 % Elements))!.Set("x", random.Next(4000));
            })!), update => YWebsocketFrame.Update(update));
        }

        return (YWebsocketFrame.Update(before), frames);
    }

    private static string Key(int element) => $"element-{element}";

    private static Document NewDocument(ulong client) => new(new DocumentOptions { ClientId = new ClientId(client) });

    private static byte[][] Record(int count, Func<int, byte[]> edit)
    {
        var updates = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            updates[i] = edit(i);
        }

        return updates;
    }
}
