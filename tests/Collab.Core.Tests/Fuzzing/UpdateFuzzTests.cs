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
                    var isTaken = TryWithoutDocument(Mutant(session, forger, random), random.GetItems(session.Updates, 1)[0]);
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
            victim.Attack(Mutant(session, forger, random), isThorough: i % ThoroughEvery == 0);
        }
    }

    private static byte[] Mutant(YjsSession session, UpdateForger forger, Random random)
    {
        var original = random.Next(6) == 0 ? session.Bytes("mergedV1") : random.GetItems(session.Updates, 1)[0];
        return random.Next(2) == 0
            ? ByteMutator.Mutate(original, random)
            : forger.Forge(original, random.GetItems(session.Updates, 1)[0]);
    }

    // What is an update by itself may contradict others, but merging and cutting go by clocks alone.
    private static bool TryWithoutDocument(byte[] mutant, byte[] other)
    {
        try
        {
            Updates.Validate(mutant);
        }
        catch (MalformedUpdateException)
        {
            Assert.Throws<MalformedUpdateException>(() => Updates.Merge([mutant, other]));
            return false;
        }

        var merged = Updates.Merge([mutant, other]);
        Updates.Validate(merged);
        Updates.Validate(Updates.Diff(merged, Updates.ReadStateVector(other)));
        return true;
    }
}
