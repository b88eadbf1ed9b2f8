using System.Text;
using Collab.Core.Blocks;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.Fuzzing;
using Collab.Core.Types;

namespace Collab.Core.Tests.Documents;

/// <summary>Whether an update stays under one root is decided before it is applied, and has to be what comes of it.</summary>
public sealed class UpdateReachTests
{
    private const string Root = "comments";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Comments_are_let_through_whatever_others_do_meanwhile_and_all_else_is_not(int seed)
    {
        var random = new Random(seed);
        var (server, writer, commenter) = NewReplicas(random);
        for (var step = 0; step < 60; step++)
        {
            Take(server, WriteSomewhere(writer, random));
            switch (random.Next(4))
            {
                case 0:
                    // What it was not sent yet it may answer, or delete, all the same.
                    Take(commenter, server.EncodeStateAsUpdate(commenter.GetStateVector()));
                    break;
                case 1:
                    Take(writer, server.EncodeStateAsUpdate(writer.GetStateVector()));
                    break;
                case 2:
                    var strayed = NewReplica(commenter.ClientId.Value);
                    Take(strayed, commenter.EncodeStateAsUpdate());
                    var elsewhere = EditElsewhere(strayed, random);
                    Assert.Equal(server.HasAll(elsewhere), server.StaysUnder(Root, elsewhere, _ => null));
                    break;
                default:
                    AssertTaken(server, Comment(commenter, random));
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_was_written_offline_comes_as_one_and_with_what_was_collected_since(int seed)
    {
        var random = new Random(seed);
        var (server, writer, commenter) = NewReplicas(random);
        for (var round = 0; round < 5; round++)
        {
            for (var edit = random.Next(12); edit >= 0; edit--)
            {
                Comment(commenter, random);
                Take(server, WriteSomewhere(writer, random));
            }

            AssertTaken(server, commenter.EncodeStateAsUpdate(server.GetStateVector()));
            Take(commenter, server.EncodeStateAsUpdate(commenter.GetStateVector()));
            Take(writer, server.EncodeStateAsUpdate(writer.GetStateVector()));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_forged_update_that_is_let_through_changes_anything_else(int seed)
    {
        var random = new Random(seed);
        var (server, writer, commenter) = NewReplicas(random);
        var updates = new List<byte[]>();
        for (var step = 0; step < 20; step++)
        {
            Take(server, WriteSomewhere(writer, random));
            updates.Add(Comment(commenter, random));
            Take(server, updates[^1]);
        }

        // Of one that never said where it began.
        var lost = NewReplica(9);
        WriteSomewhere(lost, random);
        Take(server, WriteSomewhere(lost, random));
        var clients = new ulong[] { 1, 2, 3, 9, 4 };
        var forger = new UpdateForger(random, clients, ["comments", "text", "map", "new"]);
        var letThrough = 0;
        for (var attempt = 0; attempt < 300; attempt++)
        {
            // Half of them of one who begins anew, who has more to say that is not known yet.
            var attacker = NewReplica((ulong)(attempt % 2 == 0 ? 2 : 4));
            Take(attacker, server.EncodeStateAsUpdate());
            updates.Add(random.Next(3) == 0 ? EditElsewhere(attacker, random) : Comment(attacker, random));
            var forged = forger.Forge(updates[^1], updates[random.Next(updates.Count)]);
            letThrough += IsLetThrough(server, forged, _ => random.Next(2) == 0 ? true : null) ? 1 : 0;
        }

        Assert.InRange(letThrough, 5, 295);
    }

    [Fact]
    public void A_block_that_waits_is_refused_though_it_would_be_a_comment()
    {
        var (server, _, commenter) = NewReplicas(new Random(1));
        commenter.TransactAndEncode(_ => commenter.GetText("text").Insert(0, "never sent"));
        var second = commenter.TransactAndEncode(_ => commenter.GetArray(Root).Insert(0, "a comment"))!;

        AssertRefused(server, second);
    }

    [Fact]
    public void A_value_in_a_type_that_lies_elsewhere_is_refused_and_one_in_a_comment_is_not()
    {
        var (server, writer, commenter) = NewReplicas(new Random(1));
        Take(server, writer.TransactAndEncode(_ =>
        {
            writer.GetArray("shapes").InsertType<YMap>(0).Set("x", 1);
            writer.GetArray(Root).InsertType<YMap>(0).Set("text", "hm");
        })!);
        Take(commenter, server.EncodeStateAsUpdate());
        var answer = commenter.TransactAndEncode(_ => commenter.GetArray(Root).Get<YMap>(0)!.Set("resolved", true))!;
        var move = commenter.TransactAndEncode(_ => commenter.GetArray("shapes").Get<YMap>(0)!.Set("y", 2))!;

        AssertTaken(server, answer);
        AssertRefused(server, move);
    }

    [Fact]
    public void A_right_origin_elsewhere_is_refused_though_the_origin_is_under_the_root()
    {
        var (server, _, commenter) = NewReplicas(new Random(1));
        var comment = commenter.TransactAndEncode(_ => commenter.GetArray(Root).Insert(1, "after the first"))!;
        var forged = ForgedUpdate.Read(comment);
        var block = Assert.Single(Assert.Single(forged.Sections).Blocks);
        block.Info |= ForgedBlock.RightOrigin;
        block.Right = (1, 0);

        AssertTaken(server, comment, applies: false);
        AssertRefused(server, forged.Write());
    }

    [Fact]
    public void The_rest_of_a_block_follows_what_is_there_of_it_and_not_what_it_says()
    {
        var (server, writer, _) = NewReplicas(new Random(1));
        Take(server, writer.TransactAndEncode(_ => writer.GetText("text").Insert(0, "ab"))!);
        var state = (int)server.GetStateVector()[writer.ClientId];
        var rest = new Lib0Writer();

        // One block of three units that begins two before what is new, and says that it is a comment.
        foreach (var number in new ulong[] { 1, 1, writer.ClientId.Value, (ulong)state - 2, 4, 1 })
        {
            rest.WriteVarUint(number);
        }

        rest.WriteVarString(Root);
        rest.WriteVarString("abc");
        rest.WriteVarUint(0);

        AssertRefused(server, rest.ToArray(), _ => true);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Comments_as_a_client_that_wrote_elsewhere_are_for_its_owner_alone(bool? isOwn, bool isTaken)
    {
        var (server, writer, _) = NewReplicas(new Random(1));
        Take(server, writer.TransactAndEncode(_ => writer.GetText("text").Insert(0, "the text goes on"))!);
        var update = writer.TransactAndEncode(_ => writer.GetArray(Root).Insert(0, "a comment"))!;

        Assert.Equal(isTaken, server.StaysUnder(Root, update, _ => isOwn));
    }

    [Fact]
    public void A_client_for_whom_others_wait_is_nobody_elses_to_write_as()
    {
        var (server, _, _) = NewReplicas(new Random(1));
        var offline = NewReplica(7);
        var first = offline.TransactAndEncode(_ => offline.GetText("text").Insert(0, "first "))!;
        Take(server, offline.TransactAndEncode(_ => offline.GetText("text").Insert(6, "second"))!);
        var squatter = NewReplica(7);
        var comment = squatter.TransactAndEncode(_ => squatter.GetArray(Root).Insert(0, "not me", "nor me"))!;

        AssertRefused(server, comment);
        Take(server, first);
        Assert.Contains("first second", server.GetText("text").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_of_blocks_in_the_wrong_order_is_followed_without_recursion()
    {
        var (server, _, _) = NewReplicas(new Random(1));
        const ulong Clients = 50_000;
        var update = new Lib0Writer();
        update.WriteVarUint(Clients);
        for (var client = 1000 + Clients; client > 1000; client--)
        {
            // One block, of one unit of text, after that of the client that comes next.
            update.WriteBytes([1]);
            update.WriteVarUint(client);
            update.WriteBytes(client == 1001 ? [0, 4, 1] : [0, 0x84]);
            if (client == 1001)
            {
                update.WriteVarString(Root);
            }
            else
            {
                update.WriteVarUint(client - 1);
                update.WriteVarUint(0);
            }

            update.WriteVarString("a");
        }

        update.WriteVarUint(0);

        AssertTaken(server, update.ToArray());
    }

    private static (Document Server, Document Writer, Document Commenter) NewReplicas(Random random)
    {
        var (server, writer, commenter) = (NewReplica(3), NewReplica(1), NewReplica(2));
        Take(server, writer.TransactAndEncode(_ =>
        {
            writer.GetText("text").Insert(0, "what it is about");
            writer.GetArray(Root).Insert(0, "the first comment");
        })!);
        Take(server, WriteSomewhere(writer, random));
        Take(commenter, server.EncodeStateAsUpdate());
        return (server, writer, commenter);
    }

    /// <summary>A replica that writes on as its client, though it was given what that wrote elsewhere.</summary>
    private static Document NewReplica(ulong client) => new(new DocumentOptions
    {
        ClientId = new ClientId(client),
        NewClientId = () => new ClientId(client),
    });

    private static void Take(Document document, byte[] update) => document.ApplyUpdate(update);

    private static byte[] WriteSomewhere(Document document, Random random) => random.Next(2) == 0
        ? EditElsewhere(document, random)
        : Comment(document, random);

    private static byte[] EditElsewhere(Document document, Random random) => RandomEdits.Make(document, random);

    private static byte[] Comment(Document document, Random random)
    {
        while (true)
        {
            if (document.TransactAndEncode(_ => CommentOnce(document, random)) is { } update)
            {
                return update;
            }
        }
    }

    private static void CommentOnce(Document document, Random random)
    {
        var comments = document.GetArray(Root);
        var at = random.Next(comments.Count + 1);
        if (at == comments.Count || comments.Count == 0)
        {
            comments.InsertType<YMap>(at).Set("by", "somebody");
            return;
        }

        if (random.Next(3) == 0)
        {
            comments.Delete(at);
        }
        else if (comments.GetType(at) is YMap thread)
        {
            thread.Set("k" + random.Next(3), random.Next(100));
            (thread.Get<YText>("answer") ?? thread.SetType<YText>("answer")).Insert(0, "hm");
        }
        else
        {
            comments.Insert(at, "plain");
        }
    }

    private static void AssertTaken(Document server, byte[] update, bool applies = true)
    {
        Assert.True(server.StaysUnder(Root, update, _ => null));
        if (applies)
        {
            Assert.True(IsLetThrough(server, update, _ => null));
        }
    }

    private static void AssertRefused(Document server, byte[] update, Func<ClientId, bool?>? isOwn = null) =>
        Assert.False(server.StaysUnder(Root, update, isOwn ?? (_ => null)));

    /// <summary>Applies an update if it is let through, after which all that is not a comment has to be what it was.</summary>
    private static bool IsLetThrough(Document server, byte[] update, Func<ClientId, bool?> isOwn)
    {
        var before = Rest(server);
        var pending = server.PendingBytes;
        try
        {
            if (!server.StaysUnder(Root, update, isOwn))
            {
                return false;
            }
        }
        catch (MalformedUpdateException)
        {
            return false;
        }

        server.ApplyUpdate(update);
        Assert.Equal(before, Rest(server));
        Assert.Equal(pending, server.PendingBytes);
        return true;
    }

    /// <summary>Every unit of all roots but the comments, in its place, deleted ones too.</summary>
    private static string Rest(Document document)
    {
        var text = new StringBuilder();
        foreach (var root in document.Store.Roots.Where(root => document.Store.Keys.GetText(root.Name) != Root))
        {
            text.Append(document.Store.Keys.GetText(root.Name)).Append(':');
            Describe(document.Store, root, text);
        }

        return text.ToString();
    }

    private static void Describe(BlockStore store, TypeNode type, StringBuilder text)
    {
        text.Append('[');
        DescribeList(store, type.Start, text);
        for (var i = 0; i < type.Map.Count; i++)
        {
            text.Append(store.Keys.GetText(type.Map.KeyAt(i))).Append('=');
            for (var item = type.Map.ItemAt(i); item != 0; item = store[item].Left)
            {
                DescribeUnits(store, item, text);
            }
        }

        text.Append(']');
    }

    private static void DescribeList(BlockStore store, int item, StringBuilder text)
    {
        for (; item != 0; item = store[item].Right)
        {
            DescribeUnits(store, item, text);
        }
    }

    private static void DescribeUnits(BlockStore store, int item, StringBuilder text)
    {
        ref var block = ref store[item];
        for (var clock = block.Clock; clock < block.End; clock++)
        {
            text.Append(store.Client(block.Client).Id).Append('@').Append(clock).Append(block.IsDeleted ? "- " : " ");
        }

        if (block.Kind == ContentKind.Type)
        {
            Describe(store, store.TypeIn(block), text);
        }
    }
}
