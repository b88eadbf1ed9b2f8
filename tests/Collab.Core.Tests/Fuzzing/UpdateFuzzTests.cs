using System.Globalization;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>Updates of Yjs, broken by chance or forged on purpose, applied to documents that have half of a session.</summary>
/// <remarks><c>COLLAB_FUZZ=seed</c> repeats the inputs of one seed; <c>COLLAB_LONG=1</c> tries ten times as many seeds.</remarks>
public sealed class UpdateFuzzTests(ITestOutputHelper output)
{
    private const int Seeds = 500;
    private const int InputsPerSeed = 320;
    private const int ThoroughEvery = 4;
    private const int LongestState = 3_000;

    private static readonly YjsSession[] Sessions =
    [
        .. YjsSession.All.Where(session => session.Updates.Length > 0 && session.Bytes("stateV1").Length <= LongestState),
    ];

    [Fact]
    public void Broken_and_forged_updates_are_refused_without_a_trace_or_leave_a_sound_document()
    {
        var (refused, taken) = (0, 0);
        foreach (var seed in FuzzSeeds.Of(Seeds))
        {
            var victim = new FuzzVictim(Sessions[seed % Sessions.Length]);
            FuzzSeeds.Run(seed, () => Attack(victim, Sessions[seed % Sessions.Length], new Random(seed)));
            refused += victim.Refused;
            taken += victim.Taken;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{refused} refused, {taken} taken"));
        FuzzSeeds.AssertAllRan(refused + taken, Seeds * InputsPerSeed);
    }

    [Fact]
    public void What_works_without_a_document_refuses_broken_updates_or_makes_sound_ones()
    {
        var (refused, taken) = (0, 0);
        foreach (var seed in FuzzSeeds.Of(Seeds))
        {
            var random = new Random(seed);
            var session = Sessions[seed % Sessions.Length];
            var forger = new UpdateForger(random, [1, 2], ["text"]);
            FuzzSeeds.Run(seed, () =>
            {
                for (var i = 0; i < InputsPerSeed / 5; i++)
                {
                    var other = random.GetItems(session.Updates, 1)[0];
                    var isTaken = random.Next(2) == 0
                        ? TryWithoutDocument(Mutant(session, forger, random), other)
                        : TryWithoutDocumentV2(MutantV2(session, forger, random), Updates.ConvertV1ToV2(other));
                    refused += isTaken ? 0 : 1;
                    taken += isTaken ? 1 : 0;
                }
            });
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{refused} refused, {taken} taken"));
        FuzzSeeds.AssertAllRan(refused + taken, Seeds * InputsPerSeed / 5);
    }

    private static void Attack(FuzzVictim victim, YjsSession session, Random random)
    {
        var forger = new UpdateForger(random, victim.Clients, [.. session.Roots.Select(root => root.Name)]);
        for (var i = 0; i < InputsPerSeed; i++)
        {
            var isV2 = random.Next(2) == 0;
            victim.Attack(
                isV2 ? MutantV2(session, forger, random) : Mutant(session, forger, random), isV2, isThorough: i % ThoroughEvery == 0);
        }
    }

    private static byte[] Mutant(YjsSession session, UpdateForger forger, Random random)
    {
        var original = random.Next(6) == 0 ? session.Bytes("mergedV1") : random.GetItems(session.Updates, 1)[0];
        return random.Next(2) == 0
            ? ByteMutator.Mutate(original, random)
            : forger.Forge(original, random.GetItems(session.Updates, 1)[0]);
    }

    // Some forged, as far as they are updates at all, the others broken within their columns or anywhere.
    private static byte[] MutantV2(YjsSession session, UpdateForger forger, Random random)
    {
        var original = random.Next(6) == 0
            ? session.Bytes("mergedV2")
            : Updates.ConvertV1ToV2(random.GetItems(session.Updates, 1)[0]);
        switch (random.Next(3))
        {
            case 0:
                return ByteMutator.Mutate(original, random);
            case 1:
                return ForgedColumns.Mutate(original, random);
            default:
                var forged = Mutant(session, forger, random);
                return IsUpdate(forged) ? Updates.ConvertV1ToV2(forged) : ForgedColumns.Mutate(original, random);
        }
    }

    private static bool IsUpdate(byte[] bytes)
    {
        try
        {
            Updates.Validate(bytes);
            return true;
        }
        catch (MalformedUpdateException)
        {
            return false;
        }
    }

    // What is an update by itself may contradict others, but merging and cutting go by clocks alone.
    private static bool TryWithoutDocument(byte[] mutant, byte[] other)
    {
        if (!IsUpdate(mutant))
        {
            AssertRefused(mutant, () => Updates.Merge([mutant, other]));
            return false;
        }

        var merged = Updates.Merge([mutant, other]);
        Updates.Validate(merged);
        Updates.Validate(Updates.Diff(merged, Updates.ReadStateVector(other)));
        return true;
    }

    private static bool TryWithoutDocumentV2(byte[] mutant, byte[] other)
    {
        try
        {
            Updates.ValidateV2(mutant);
        }
        catch (MalformedUpdateException)
        {
            AssertRefused(mutant, () => Updates.MergeV2([mutant, other]));
            return false;
        }

        var merged = Updates.MergeV2([mutant, other]);
        Updates.ValidateV2(merged);
        Updates.ValidateV2(Updates.DiffV2(merged, Updates.ReadStateVectorV2(other)));
        Updates.Validate(Updates.ConvertV2ToV1(mutant));
        return true;
    }

    private static void AssertRefused(byte[] update, Func<byte[]> use)
    {
        try
        {
            Assert.Fail($"{Convert.ToHexString(update)} was taken and became {Convert.ToHexString(use())}");
        }
        catch (MalformedUpdateException)
        {
            // Which is what was wanted.
        }
    }
}
