using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;
using Collab.Core.Types;

namespace Collab.Core.Tests.Documents;

/// <summary>Replicas that start from documents of Yjs, edit what nests in them too, and hear of each other by every way
/// there is: single updates, merged ones, what a session relays, diffs by state vector, whole states.</summary>
public sealed class LiveReplicaTests
{
    private const int Steps = 120;

    private static readonly string[] Flavours = ["nested", "mixed", "xml", "undo", "richText", "array", "map", "emoji"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void Replicas_converge_by_whatever_way_they_hear_of_each_other(int seed)
    {
        var random = new Random(seed);
        var session = YjsSession.Named($"{Flavours[seed % Flavours.Length]} {random.Next(10)}");
        Document[] replicas = [.. ((ulong[])[7_000_001, 7_000_002, 1UL << 50]).Select(id => NewReplica(session, id))];
        var made = replicas.Select(_ => new List<byte[]>()).ToArray();

        for (var step = 0; step < Steps; step++)
        {
            var author = random.Next(replicas.Length);
            if (random.Next(3) > 0)
            {
                if (replicas[author].TransactAndEncode(_ => Edit(replicas[author], session, random)) is { } update)
                {
                    made[author].Add(update);
                }
            }
            else
            {
                var reader = (author + 1 + random.Next(replicas.Length - 1)) % replicas.Length;
                Hear(replicas[reader], replicas[author], made[author], random);
                StoreInvariants.Check(replicas[reader]);
            }
        }

        foreach (var update in made.SelectMany(updates => updates).OrderBy(_ => random.Next()))
        {
            Array.ForEach(replicas, replica => replica.ApplyUpdate(update));
        }

        foreach (var replica in replicas)
        {
            Assert.False(replica.HasPending);
            StoreInvariants.Check(replica);
            Assert.Equal(replicas[0].EncodeSnapshot(), replica.EncodeSnapshot());
            Assert.Equal(
                RootContent.Describe(replicas[0], session.Roots),
                RootContent.Describe(replica, session.Roots));
        }
    }

    private static Document NewReplica(YjsSession session, ulong clientId)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(clientId), Gc = session.Gc });
        RootContent.Declare(document, session.Roots);
        document.ApplyUpdate(session.Bytes("stateV1"));
        return document;
    }

    private static void Hear(Document reader, Document author, List<byte[]> made, Random random)
    {
        switch (random.Next(4))
        {
            case 0 when made.Count > 0:
                reader.ApplyUpdate(made[random.Next(made.Count)]);
                break;
            case 1 when made.Count > 1:
                var from = random.Next(made.Count);
                reader.ApplyUpdate(UpdateBytes.Merge(made.Skip(from).Take(5)));
                break;
            case 2:
                reader.ApplyUpdate(author.EncodeStateAsUpdate());
                break;
            default:
                reader.ApplyUpdate(author.EncodeStateAsUpdate(reader.GetStateVector()));
                break;
        }
    }

    private static void Edit(Document document, YjsSession session, Random random)
    {
        var (name, kind) = session.Roots[random.Next(session.Roots.Count)];
        SharedType type = kind switch
        {
            "Text" => document.GetText(name),
            "Array" => document.GetArray(name),
            "Map" => document.GetMap(name),
            _ => document.GetXmlFragment(name),
        };
        while (random.Next(4) > 0 && Inner(type, random) is { } inner)
        {
            type = inner;
        }

        EditType(type, random);
    }

    private static SharedType? Inner(SharedType type, Random random) => type switch
    {
        YArray { Count: > 0 } array => array.GetType(random.Next(array.Count)),
        YMap { Count: > 0 } map => map.GetType(map.Keys.ElementAt(random.Next(map.Count))),
        YXmlFragment { Count: > 0 } xml => xml.Children[random.Next(xml.Count)],
        _ => null,
    };

    private static void EditType(SharedType type, Random random)
    {
        switch (type)
        {
            case YText { Length: > 0 } text when random.Next(3) == 0:
                var start = random.Next(text.Length);
                text.Delete(start, random.Next(1, Math.Min(6, text.Length - start) + 1));
                break;
            case YText text:
                text.Insert(random.Next(text.Length + 1), random.Next(3) == 0 ? "🙂é" : "words ");
                break;
            case YArray { Count: > 0 } array when random.Next(3) == 0:
                array.Delete(random.Next(array.Count));
                break;
            case YArray array:
                array.Insert(random.Next(array.Count + 1), random.Next(100), "s", Any.FromBytes([1, 2]));
                break;
            case YMap { Count: > 0 } map when random.Next(4) == 0:
                map.Delete(map.Keys.ElementAt(random.Next(map.Count)));
                break;
            case YMap map:
                map.Set("abc"[random.Next(3)].ToString(), random.Next(1000));
                break;
        }
    }
}
