using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.Documents;
using Collab.Core.Types;

namespace Collab.Core.Tests.Types;

/// <summary>Finding places in long lists by an index, whoever edits them.</summary>
public sealed class PositionTests
{
    private const int Steps = 1500;

    private static readonly KeyValuePair<string, Any>[][] Formats =
    [
        [new("bold", true)], [new("bold", Any.Null)], [new("italic", true), new("color", "red")], [new("color", Any.Null)],
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    [Theory, MemberData(nameof(Seeds))]
    public void An_index_agrees_with_a_walk_after_local_and_remote_edits(int seed)
    {
        var random = new Random(seed);
        Document[] replicas = [NewDocument(1), NewDocument(2)];
        var hasFormats = seed % 2 == 0;

        for (var step = 0; step < Steps; step++)
        {
            var author = random.Next(2);
            Edit(replicas[author].GetText("t"), random, hasFormats);
            Edit(replicas[author].GetArray("a"), random);
            if (step % 7 == 0)
            {
                replicas[0].ApplyUpdate(replicas[1].EncodeStateAsUpdate(replicas[0].GetStateVector()));
                replicas[1].ApplyUpdate(replicas[0].EncodeStateAsUpdate(replicas[1].GetStateVector()));
            }

            if (step % 50 == 0)
            {
                IndexedLists.MakeAll(replicas[0]);
                StoreInvariants.Check(replicas[0]);
            }
        }

        CheckAllPlaces(replicas[0], replicas[0].GetText("t").Node);
        CheckAllPlaces(replicas[0], replicas[0].GetArray("a").Node);
        StoreInvariants.Check(replicas[0]);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Deleted_items_may_merge_across_chunks(int seed)
    {
        var random = new Random(seed);
        var document = NewDocument(1);
        var array = document.GetArray("a");
        for (var i = 0; i < 1000; i++)
        {
            array.Push(Any.FromBytes([1]));
        }

        while (array.Count > 0)
        {
            var index = random.Next(array.Count);
            array.Delete(index, random.Next(1, Math.Min(70, array.Count - index + 1)));
            array.Insert(random.Next(array.Count + 1), random.Next(3) == 0 ? [Any.FromBytes([2])] : []);
            StoreInvariants.Check(document);
        }

        Assert.NotNull(array.Node.Positions);
    }

    [Fact]
    public void Nothing_is_indexed_by_updates_nor_by_edits_of_short_lists()
    {
        var (author, reader) = (NewDocument(1), NewDocument(2));

        for (var i = 0; i < 100; i++)
        {
            author.GetArray("short").Insert(0, i);
            author.GetArray("long").Insert(0, i, i + 1, i + 2);
            author.GetArray("long").Delete(1);
        }

        reader.ApplyUpdate(author.EncodeStateAsUpdate());

        Assert.Null(author.GetArray("short").Node.Positions);
        Assert.Null(reader.GetArray("long").Node.Positions);
        Assert.Equal((Any)2, reader.GetArray("long")[reader.GetArray("long").Count - 1]);
        Assert.NotNull(reader.GetArray("long").Node.Positions);
        StoreInvariants.Check(reader);
    }

    [Fact]
    public void An_index_goes_with_a_type_that_is_collected()
    {
        var document = NewDocument(1);
        var array = document.GetArray("a").InsertType<YArray>(0);
        for (var i = 0; i < 300; i++)
        {
            array.Insert(i / 2, i);
        }

        document.GetArray("a").Delete(0);
        document.GetArray("a").Insert(0, 1, 2);

        Assert.Null(array.Node.Positions);
        StoreInvariants.Check(document);
    }

    [Fact]
    public void A_list_can_be_emptied_and_filled_again()
    {
        var document = NewDocument(1);
        var text = document.GetText("t");
        var other = NewDocument(2);

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 400; i++)
            {
                text.Insert(i / 3, "ab");
            }

            other.ApplyUpdate(document.EncodeStateAsUpdate(other.GetStateVector()));
            other.GetText("t").Insert(100, "in between");
            document.ApplyUpdate(other.EncodeStateAsUpdate(document.GetStateVector()));
            StoreInvariants.Check(document);
            text.Delete(0, text.Length);
            StoreInvariants.Check(document);
        }

        Assert.Equal("", text.ToString());
        Assert.NotNull(text.Node.Positions);
    }

    private static Document NewDocument(ulong client) => new(new DocumentOptions { ClientId = new ClientId(client) });

    private static void Edit(YText text, Random random, bool hasFormats)
    {
        var index = random.Next(text.Length + 1);
        switch (random.Next(hasFormats ? 8 : 6))
        {
            case 0 or 1 when text.Length > 0:
                index = random.Next(text.Length);
                text.Delete(index, Math.Min(random.Next(1, 9), text.Length - index));
                break;
            case 6:
                text.Insert(index, "formatted", Formats[random.Next(Formats.Length)]);
                break;
            case 7 when text.Length > 0:
                text.Format(random.Next(text.Length), random.Next(1, 12), Formats[random.Next(Formats.Length)]);
                break;
            default:
                for (var typed = random.Next(1, 6); typed > 0; typed--)
                {
                    text.Insert(index++, "x");
                }

                break;
        }
    }

    private static void Edit(YArray array, Random random)
    {
        if (array.Count > 4 && random.Next(3) == 0)
        {
            array.Delete(random.Next(array.Count - 4), random.Next(1, 4));
        }
        else if (random.Next(4) == 0)
        {
            array.Push(random.Next());
        }
        else
        {
            array.Insert(random.Next(array.Count + 1), 1, "two");
        }
    }

    private static void CheckAllPlaces(Document document, TypeNode list)
    {
        var store = document.Store;
        store.IndexPositions(list);
        var index = 0;
        for (var handle = list.Start; handle != 0; handle = store[handle].Right)
        {
            Assert.Equal(index, store.IndexOf(handle));
            for (var unit = 0; store[handle].IsVisible && unit < store[handle].Length; unit++)
            {
                Assert.Equal((handle, unit), store.FindUnit(list, index++));
            }
        }

        Assert.Equal(list.Length, index);
    }
}
