using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

public sealed class ContentDigestTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    public static TheoryData<string> Collected =>
        [.. YjsSession.Documents.Where(session => session.Gc).Select(session => session.Name)];

    [Theory, MemberData(nameof(YjsSession.Names), MemberType = typeof(YjsSession))]
    public void One_state_has_one_digest_however_it_came(string name)
    {
        var session = YjsSession.Named(name);
        var document = session.DocumentOfAllUpdates();
        var digest = document.GetContentDigest();

        Assert.Equal(digest, Read(session, session.Shuffled).GetContentDigest());
        Assert.Equal(digest, Read(session, [document.EncodeStateAsUpdate()]).GetContentDigest());
        Assert.Equal(digest, Read(session, [session.Bytes("mergedV1")]).GetContentDigest());
        Assert.Equal(digest, Read(session, [session.Bytes("stateV1")]).GetContentDigest());
    }

    [Fact]
    public void Different_documents_have_different_digests()
    {
        var sessions = YjsSession.All.Select(session => session.DocumentOfAllUpdates()).ToList();

        // Some sessions may end with the same state, which their bytes then show too.
        var states = sessions.Select(document => Convert.ToHexString(Normalized(document))).Distinct().Count();

        Assert.Equal(states, sessions.Select(document => document.GetContentDigest()).Distinct().Count());
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Every_change_of_a_replica_changes_its_digest(int seed)
    {
        var random = new Random(seed);
        var document = new Document(new DocumentOptions { ClientId = new ClientId(7) });
        var copy = new Document();
        var seen = new HashSet<ContentDigest> { document.GetContentDigest() };
        for (var i = 0; i < 200; i++)
        {
            copy.ApplyUpdate(RandomEdits.Make(document, random));

            Assert.True(seen.Add(document.GetContentDigest()), $"edit {i} does not show");
            Assert.Equal(document.GetContentDigest(), copy.GetContentDigest());
        }

        Assert.Equal(document.GetContentDigest(), Read([document.EncodeStateAsUpdate()]).GetContentDigest());
    }

    // Every byte of a state is given other values. What then still is an update has another digest exactly if it has another
    // encoding.
    [Theory, MemberData(nameof(Collected))]
    public void Whatever_shows_in_the_encoding_shows_in_the_digest(string name)
    {
        var session = YjsSession.Named(name);
        var original = Read(session, [session.Bytes("stateV1")]);
        var state = original.EncodeStateAsUpdate();
        for (var i = 0; i < state.Length; i++)
        {
            foreach (var change in (byte[])[1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80])
            {
                var mutant = (byte[])[.. state[..i], (byte)(state[i] ^ change), .. state[(i + 1)..]];
                if (TryRead(session, mutant) is { } document)
                {
                    var isSame = document.EncodeStateAsUpdate().AsSpan().SequenceEqual(state);
                    Assert.True(
                        isSame == (document.GetContentDigest() == original.GetContentDigest()),
                        $"byte {i} xor {change}, {(isSame ? "same" : "other")} encoding: {Convert.ToHexString(mutant)}");
                }
            }
        }
    }

    [Fact]
    public void A_bit_of_an_embedded_value_that_only_V2_can_hold_shows()
    {
        var one = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        var other = new Document(new DocumentOptions { ClientId = new ClientId(1) });

        one.GetText("text").InsertEmbed(0, Any.FromObject(KeyValuePair.Create("x", Any.Null)));
        other.GetText("text").InsertEmbed(0, Any.FromObject(KeyValuePair.Create("x", Any.Undefined)));

        Assert.NotEqual(one.GetContentDigest(), other.GetContentDigest());
    }

    [Fact]
    public void What_waits_shows_whatever_updates_brought_it()
    {
        var updates = Typed("abcdef");
        var whole = UpdateBytes.Merge(updates[1..]);

        var inOrder = Read(updates[1..]);
        var backwards = Read(updates[1..].Reverse());
        var overlapping = Read([UpdateBytes.Merge(updates[1..4]), UpdateBytes.Merge(updates[2..])]);

        Assert.True(inOrder.HasPending);
        Assert.Equal(inOrder.GetContentDigest(), backwards.GetContentDigest());
        Assert.Equal(inOrder.GetContentDigest(), overlapping.GetContentDigest());
        Assert.Equal(inOrder.GetContentDigest(), Read([whole]).GetContentDigest());
        Assert.Equal(inOrder.GetContentDigest(), Read([inOrder.EncodeStateAsUpdate()]).GetContentDigest());
        Assert.NotEqual(inOrder.GetContentDigest(), Read(updates[2..]).GetContentDigest());
        Assert.NotEqual(inOrder.GetContentDigest(), Read(updates[1..5]).GetContentDigest());
        Assert.NotEqual(inOrder.GetContentDigest(), new Document().GetContentDigest());
        Assert.NotEqual(inOrder.GetContentDigest(), Read(Typed("abXdef")[1..]).GetContentDigest());
    }

    [Fact]
    public void Deletes_that_wait_show()
    {
        // No blocks; client 1, one range: clock 5, length 2.
        var some = Read([[0x00, 0x01, 0x01, 0x01, 0x05, 0x02]]);
        var more = Read([[0x00, 0x01, 0x01, 0x01, 0x05, 0x03]]);

        Assert.NotEqual(new Document().GetContentDigest(), some.GetContentDigest());
        Assert.NotEqual(more.GetContentDigest(), some.GetContentDigest());
        Assert.Equal(some.GetContentDigest(), Read([some.EncodeStateAsUpdate()]).GetContentDigest());
    }

    [Fact]
    public void A_pair_that_waits_cut_in_two_has_the_digest_of_what_it_becomes()
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        var updates = new List<byte[]>
        {
            document.TransactAndEncode(_ => document.GetText("text").Insert(0, "a"))!,
            document.TransactAndEncode(_ => document.GetText("text").Insert(1, "b😀c"))!,
        };

        // From the second half of the pair on: what is merged with it keeps the first half, and U+FFFD for it here.
        var tail = Updates.Diff(updates[1], StateVector.From([(new ClientId(1), 3)]));

        var waiting = Read([tail]);

        Assert.True(waiting.HasPending);
        Assert.Equal(waiting.GetContentDigest(), Read([waiting.EncodeStateAsUpdate()]).GetContentDigest());
    }

    [Theory]
    [InlineData("b4-updates-v1.bin.gz", "b4-state-v1.bin")]
    [InlineData("clownschool-updates-v1.bin.gz", "clownschool-state-v1.bin")]
    [InlineData("friendsforever-updates-v1.bin.gz", "friendsforever-state-v1.bin")]
    [InlineData("wb-updates-v1.bin.gz", "wb-final-state-v1.bin.gz")]
    public void What_people_made_has_one_digest_by_its_updates_and_by_its_state(string updates, string state)
    {
        var byUpdates = Read(DataFile.ReadList(Repository.SharedData(updates)));

        Assert.Equal(
            byUpdates.GetContentDigest(), Read([DataFile.ReadBytes(Repository.SharedData(state))]).GetContentDigest());
    }

    [Fact]
    public void A_digest_of_much_allocates_nothing_for_each_unit()
    {
        var document = YjsSession.All.MaxBy(session => session.Bytes("stateV1").Length)!.DocumentOfAllUpdates();
        document.GetContentDigest();

        var before = GC.GetAllocatedBytesForCurrentThread();
        document.GetContentDigest();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Document? TryRead(YjsSession session, byte[] state)
    {
        try
        {
            return Read(session, [state]);
        }
        catch (MalformedUpdateException)
        {
            return null;
        }
    }

    // The encoding of what has been decoded in one go shows nothing of how it was cut before.
    private static byte[] Normalized(Document document) => Read([document.EncodeStateAsUpdate()]).EncodeStateAsUpdate();

    private static byte[][] Typed(string text)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(3) });
        return
        [
            .. text.Select((unit, index) =>
                document.TransactAndEncode(_ => document.GetText("text").Insert(index, unit.ToString()))!),
        ];
    }

    private static Document Read(IEnumerable<byte[]> updates) => Read(new Document(), updates);

    private static Document Read(YjsSession session, IEnumerable<byte[]> updates) => Read(session.NewDocument(), updates);

    private static Document Read(Document document, IEnumerable<byte[]> updates)
    {
        foreach (var update in updates)
        {
            document.ApplyUpdate(update);
        }

        return document;
    }
}
