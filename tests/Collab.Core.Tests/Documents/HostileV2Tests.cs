using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>V2 updates that are broken or claim more than they hold.</summary>
public sealed class HostileV2Tests
{
    private const int LongestCut = 3_000;

    public static TheoryData<string> Names =>
        [.. YjsSession.All.Where(session => session.Updates.Length > 0).Select(session => session.Name)];

    /// <summary>What is wrong, the columns in their order, the rest.</summary>
    public static TheoryData<string, string[], string> Broken => new()
    {
        // One client, one block at clock 0 of client 1; text "a" in root "t": the texts are "ta", of one unit each.
        { "unknown content", ["", "01", "", "", "0B", "0174 01", "01", "", ""], "01 01 00 00" },
        { "unknown type", ["", "01", "", "", "07", "0174 01", "01", "09", ""], "01 01 00 00" },
        { "a parent neither root nor item", ["", "01", "", "", "04", "027461 4100", "02", "", ""], "01 01 00 00" },
        { "an empty column", ["", "", "", "", "04", "027461 4100", "01", "", ""], "01 01 00 00" },
        { "a text beyond its column", ["", "01", "", "", "04", "027461 01 05", "01", "", ""], "01 01 00 00" },
        { "a text that is not UTF-8", ["", "01", "", "", "04", "0274FF 4100", "01", "", ""], "01 01 00 00" },
        { "an empty text", ["", "01", "", "", "04", "0174 01 00", "01", "", ""], "01 01 00 00" },
        { "a collected block of no length", ["", "01", "", "", "00", "00", "", "", "00"], "01 01 00 00" },
        { "a length beyond 2^31", ["", "01", "", "", "00", "00", "", "", "BFFFFFFF7F"], "01 01 00 00" },
        { "a negative origin", ["", "41 00", "41", "", "84", "0161 01", "", "", ""], "01 01 05 00" },
        { "an origin of its own", ["", "41 00", "14", "", "84", "0161 01", "", "", ""], "01 01 05 00" },
        { "a negative key", ["42", "01", "", "", "07", "0274 70 4100", "01", "03", ""], "01 01 00 00" },
        { "values beyond the rest", ["", "01", "", "", "08", "0174 01", "01", "", "BFFFFF7F"], "01 01 00 7E 00" },
        { "legacy values beyond the texts", ["", "01", "", "", "02", "0174 01", "01", "", "BFFFFF7F"], "01 01 00 00" },
        { "a legacy value that is not JSON", ["", "01", "", "", "02", "02747B 4100", "01", "", "01"], "01 01 00 00" },
        { "bytes after the end", ["", "01", "", "", "04", "027461 4100", "01", "", ""], "01 01 00 00 00" },
        { "a client in two places", ["", "4100", "", "", "00", "00", "", "", "4100"], "02 01 00 01 05 00" },
        { "more clients than bytes", ["", "01", "", "", "00", "00", "", "", "01"], "FFFFFF7F 01 00 00" },
        { "deletes beyond the last clock", ["", "", "", "", "", "00", "", "", ""], "00 01 01 02 FFFFFFFF07 00 05 00" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_is_broken_is_refused_with_its_offset_and_at_no_cost(string what, string[] columns, string rest)
    {
        var update = Update(columns, rest);
        var document = new Document();
        Assert.Throws<MalformedUpdateException>(() => document.ApplyUpdateV2(update));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.Throws<MalformedUpdateException>(() => Updates.ValidateV2(update));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (16 * update.Length) + (64 * 1024));
        Assert.InRange(refused.Offset, 1, update.Length);
        Assert.Contains($"at byte {refused.Offset}", refused.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(what));
        Assert.Equal([0, 0], document.EncodeStateAsUpdate());
    }

    [Fact]
    public void The_frame_of_the_broken_ones_is_sound()
    {
        var document = new Document();

        document.ApplyUpdateV2(Update(["", "01", "", "", "04", "027461 4100", "01", "", ""], "01 01 00 00"));

        Assert.Equal("a", document.GetText("t").ToString());
    }

    [Theory, MemberData(nameof(Names))]
    public void Cuts_of_a_state_are_refused(string name)
    {
        var state = YjsSession.Named(name).Bytes("mergedV2");
        var step = 1 + (state.Length / 400);
        for (var length = 0; length < state.Length; length += step)
        {
            var cut = state[..length];
            Assert.Throws<MalformedUpdateException>(() => Updates.ValidateV2(cut));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Flipped_bits_are_refused_or_leave_a_sound_document(string name)
    {
        var session = YjsSession.Named(name);
        var random = new Random(name.Sum(c => c));
        foreach (var update in session.Updates.Append(session.Bytes("mergedV1")).Where(u => u.Length < LongestCut).TakeLast(15))
        {
            for (var flip = 0; flip < 12; flip++)
            {
                ApplyMutant(session, Updates.ConvertV1ToV2(update), random);
            }
        }
    }

    [Fact]
    public void Many_blocks_in_few_bytes_are_refused_unless_they_are_allowed()
    {
        var update = CollectedRun(1_000_001);
        Assert.InRange(update.Length, 1, 40);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.Throws<MalformedUpdateException>(() => new Document().ApplyUpdateV2(update));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        Assert.Contains("1000001 blocks", refused.Message, StringComparison.Ordinal);
        Assert.Throws<MalformedUpdateException>(() => Updates.ConvertV2ToV1(update));
        Updates.ValidateV2(update, new UpdateLimits { MaxUnpaidBlocks = 1_000_001 });
    }

    [Fact]
    public void Many_blocks_that_would_have_to_wait_are_refused_or_kept_as_the_limits_say()
    {
        // The bytes of one client's block pay for the blocks of another, which in an update of their own would be refused.
        var update = PaidForByAnother(300_000);
        var document = new Document(new DocumentOptions { ClientId = new ClientId(1) });
        var patient = new Document(new DocumentOptions
        {
            Limits = new UpdateLimits { MaxPendingBlocks = 300_000, MaxPendingBytes = int.MaxValue },
        });

        Assert.Throws<PendingLimitException>(() => document.ApplyUpdateV2(update));
        document.GetText("t").Insert(0, "a");
        var result = patient.ApplyUpdateV2(update);
        var state = patient.EncodeStateAsUpdateV2();

        Assert.Equal("a", document.GetText("t").ToString());
        Assert.False(document.HasPending);
        Assert.True(result.PendingGrew);
        Assert.Equal(10UL + 300_000, Updates.ReadMetadataV2(state).To[new ClientId(5)]);
    }


    [Fact]
    public void A_claim_that_proves_false_late_is_refused_without_room_for_it()
    {
        // As many blocks as are allowed, the last of them beyond the last clock.
        var update = CollectedRun(UpdateLimits.Default.MaxUnpaidBlocks, length: int.MaxValue / 199_900);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<MalformedUpdateException>(() => Updates.ValidateV2(update));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void Ten_thousand_nested_maps_in_a_few_bytes_are_taken()
    {
        var author = new Document();
        author.ApplyUpdate(UpdateBytes.OfClient(1, 0, 10_000, writer =>
        {
            writer.InRoot(7 | UpdateBytes.Sub, "m");
            writer.WriteVarString("k");
            writer.WriteVarUint(1);
            for (ulong clock = 1; clock < 10_000; clock++)
            {
                writer.InItem(7, 1, clock - 1);
                writer.WriteVarUint(1);
            }
        }));
        var update = author.EncodeStateAsUpdateV2();
        var document = new Document();

        document.ApplyUpdateV2(update);

        Assert.InRange(update.Length, 1, 60);
        Assert.Equal(author.EncodeStateAsUpdate(), document.EncodeStateAsUpdate());
    }

    [Fact]
    public void A_key_that_is_repeated_by_its_number_may_not_fill_the_memory()
    {
        var key = new string('k', 100_000);
        Assert.Throws<MalformedUpdateException>(() => Updates.ValidateV2(Marks(key, 10_000)));
        Updates.ValidateV2(Marks(key, 10));
        Assert.Throws<MalformedUpdateException>(() => Updates.ConvertV2ToV1(Marks(key, 10_000)));
    }

    private static void ApplyMutant(YjsSession session, byte[] mutant, Random random)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            mutant[random.Next(mutant.Length)] ^= (byte)(1 << random.Next(8));
        }

        var document = session.NewDocument();
        try
        {
            document.ApplyUpdateV2(mutant);
        }
        catch (Exception refused) when (refused is MalformedUpdateException or PendingLimitException)
        {
            Assert.Equal([0, 0], document.EncodeStateAsUpdate());
            return;
        }

        StoreInvariants.Check(document);
        RootContent.Describe(document, session.Roots);
        var loaded = session.NewDocument();
        loaded.ApplyUpdateV2(document.EncodeStateAsUpdateV2());
        loaded.ApplyUpdate(document.EncodeStateAsUpdate());
        Assert.All(
            document.GetStateVector(), entry => Assert.True(loaded.GetStateVector()[entry.Client] >= entry.Clock));
        Updates.ConvertV2ToV1(Updates.MergeV2([mutant, Updates.ConvertV1ToV2(session.Updates[0])]));
    }

    private static byte[] CollectedRun(int count, int length = 1)
    {
        var lengths = new UintOptRleEncoder();
        for (var i = 0; i < count; i++)
        {
            lengths.Write((ulong)length);
        }

        return UpdateBytes.Written(writer =>
        {
            writer.WriteBytes(Update(["", "01", "", "", "00", "00", "", "", Convert.ToHexString(lengths.ToArray())], ""));
            writer.WriteVarUint(1);
            writer.WriteVarUint((ulong)count);
            writer.WriteVarUint(0);
            writer.WriteVarUint(0);
        });
    }

    // Marks of one key: the first has its text, the others its number.
    private static byte[] Marks(string key, int count)
    {
        var keys = new IntDiffOptRleEncoder();
        var texts = new StringColumnEncoder();
        var (clients, origins) = (new UintOptRleEncoder(), new IntDiffOptRleEncoder());
        var infos = new RleUint8Encoder();
        clients.Write(1);
        for (var i = 0; i < count; i++)
        {
            keys.Write(0);
            infos.Write((byte)(i == 0 ? 6 : 6 | UpdateBytes.Origin));
            if (i > 0)
            {
                clients.Write(1);
                origins.Write(i - 1);
            }
        }

        texts.Write("t");
        texts.Write(key);
        string[] columns =
        [
            Convert.ToHexString(keys.ToArray()), Convert.ToHexString(clients.ToArray()), Convert.ToHexString(origins.ToArray()),
            "", Convert.ToHexString(infos.ToArray()), Convert.ToHexString(texts.ToArray()), "01", "", "",
        ];
        return UpdateBytes.Written(writer =>
        {
            writer.WriteBytes(Update(columns, ""));
            writer.WriteVarUint(1);
            writer.WriteVarUint((ulong)count);
            writer.WriteVarUint(0);
            for (var i = 0; i < count; i++)
            {
                writer.WriteUint8(0x78);
            }

            writer.WriteVarUint(0);
        });
    }

    /// <summary>Binary content of client 9, and collected blocks of client 5 from clock 10 on, which have to wait.</summary>
    private static byte[] PaidForByAnother(int blocks)
    {
        var lengths = new UintOptRleEncoder();
        for (var i = 0; i < blocks; i++)
        {
            lengths.Write(1);
        }

        string[] columns = ["", "09 05", "", "", "03 00 00", "0172 01", "01", "", Convert.ToHexString(lengths.ToArray())];
        return UpdateBytes.Written(writer =>
        {
            writer.WriteBytes(Update(columns, "02 01 00"));
            writer.WriteVarBytes(new byte[blocks]);
            writer.WriteVarUint((ulong)blocks);
            writer.WriteVarUint(10);
            writer.WriteVarUint(0);
        });
    }


    private static byte[] Update(string[] columns, string rest) => UpdateBytes.Written(writer =>
    {
        writer.WriteUint8(0);
        foreach (var column in columns)
        {
            writer.WriteVarBytes(Convert.FromHexString(column.Replace(" ", "", StringComparison.Ordinal)));
        }

        writer.WriteBytes(Convert.FromHexString(rest.Replace(" ", "", StringComparison.Ordinal)));
    });
}
