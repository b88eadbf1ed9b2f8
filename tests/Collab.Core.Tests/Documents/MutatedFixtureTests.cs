using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Documents;

/// <summary>Golden updates cut short and with bits flipped: refused without a trace, or taken without harm.</summary>
public sealed class MutatedFixtureTests
{
    private const int FlipsPerSession = 150;
    private const int LongestState = 6_000;

    public static TheoryData<string> Names =>
        [.. YjsSession.All.Where(session => session.Updates.Length > 0).Select(session => session.Name)];

    /// <summary>Those whose document can be made anew for every mutant in reasonable time.</summary>
    public static TheoryData<string> ShortNames =>
    [
        .. YjsSession.All.Where(session => session.Updates.Length > 0 && session.Bytes("stateV1").Length <= LongestState)
            .Select(session => session.Name),
    ];

    [Theory, MemberData(nameof(Names))]
    public void Cuts_of_a_state_are_refused_and_leave_the_document_as_it_was(string name)
    {
        var session = YjsSession.Named(name);
        var state = session.Bytes("mergedV1");
        var step = 1 + (state.Length / 800);
        var document = session.NewDocument();
        foreach (var update in session.Updates.Take(session.Updates.Length / 2))
        {
            document.ApplyUpdate(update);
        }

        var before = document.EncodeStateAsUpdate();
        for (var length = 0; length < state.Length; length += step)
        {
            var cut = state[..length];
            Assert.Throws<MalformedUpdateException>(() => document.ApplyUpdate(cut));
            Assert.Throws<MalformedUpdateException>(() => Updates.Validate(cut));
        }

        Assert.Equal(before, document.EncodeStateAsUpdate());
        document.ApplyUpdate(state);
        Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_cut_of_a_single_update_is_refused(string name)
    {
        foreach (var update in YjsSession.Named(name).Updates.Take(25))
        {
            for (var length = 0; length < update.Length; length++)
            {
                var cut = update[..length];
                Assert.Throws<MalformedUpdateException>(() => Updates.Validate(cut));
            }
        }
    }

    [Theory, MemberData(nameof(ShortNames))]
    public void Flipped_bits_are_refused_without_a_trace_or_leave_a_document_that_reads_and_encodes(string name)
    {
        var session = YjsSession.Named(name);
        var random = new Random(name.Sum(c => c));
        var (document, before) = HalfWay(session);
        for (var flip = 0; flip < FlipsPerSession; flip++)
        {
            var original = random.Next(3) == 0 ? session.Bytes("mergedV1") : random.GetItems(session.Updates, 1)[0];
            var mutant = Mutate(random, original);
            try
            {
                document.ApplyUpdate(mutant);
            }
            catch (Exception refused) when (refused is MalformedUpdateException or PendingLimitException)
            {
                AssertSame(before, document.EncodeStateAsUpdate(), mutant);
                continue;
            }

            AssertSound(session, document, mutant);
            (document, before) = HalfWay(session);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Flipped_bits_never_break_what_works_without_a_document(string name)
    {
        var session = YjsSession.Named(name);
        var random = new Random(name.Length);
        var whole = session.Bytes("mergedV1");
        for (var flip = 0; flip < 40; flip++)
        {
            var mutant = Mutate(random, session.Updates[random.Next(session.Updates.Length)]);
            if (IsRefused(() => Updates.Validate(mutant)))
            {
                continue;
            }

            // What is an update by itself may still contradict others, but merging is on clocks alone.
            var merged = Updates.Merge([mutant, session.Updates[random.Next(session.Updates.Length)]]);
            Updates.Diff(merged, StateVector.Decode(session.Bytes("halfStateVector")));
            Updates.ReadStateVector(merged);
        }

        for (var flip = 0; flip < 20; flip++)
        {
            var vector = Mutate(random, session.Bytes("stateVector"));
            IsRefused(() => StateVector.Decode(vector));
            var deletes = Mutate(random, session.Bytes("snapshotV1"));
            IsRefused(() => DeleteSet.Decode(deletes));
            var diff = Mutate(random, whole);
            IsRefused(() => Updates.Diff(diff, StateVector.Empty));
            IsRefused(() => Updates.Merge([diff, whole]));
        }
    }

    private static bool IsRefused(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (MalformedUpdateException)
        {
            return true;
        }
    }

    private static (Document Document, byte[] State) HalfWay(YjsSession session)
    {
        var document = session.NewDocument();
        document.ApplyUpdate(UpdateBytes.Merge(session.Updates.Take(session.Updates.Length / 2)));
        return (document, document.EncodeStateAsUpdate());
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var mutant = bytes.ToArray();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(mutant.Length);
            if (random.Next(3) == 0)
            {
                mutant[at] = (byte)random.Next(256);
            }
            else
            {
                mutant[at] ^= (byte)(1 << random.Next(8));
            }
        }

        return mutant;
    }

    private static void AssertSame(byte[] expected, byte[] actual, byte[] mutant) =>
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"differs after the update {Convert.ToHexString(mutant)}");

    // A changed update that was taken may show anything, but it must read, encode, and load again. Where blocks wait, a
    // loader may get further: forged ones can hold back what follows them. Forged origins may be put in another order.
    private static void AssertSound(YjsSession session, Document document, byte[] mutant)
    {
        StoreInvariants.Check(document);
        RootContent.Describe(document, session.Roots);
        var loaded = session.NewDocument();
        loaded.ApplyUpdate(document.EncodeStateAsUpdate());
        StoreInvariants.Check(loaded);
        if (!document.HasPending)
        {
            AssertSame(document.EncodeSnapshot(), loaded.EncodeSnapshot(), mutant);
        }

        var reached = loaded.GetStateVector();
        Assert.All(document.GetStateVector(), entry => Assert.True(reached[entry.Client] >= entry.Clock));
    }
}
