using System.Globalization;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>What is decoded beside updates: state vectors, delete sets, values, awareness and frames; cut, broken or random.
/// Each is refused with the decoder's own exception and at no cost, or read.</summary>
public sealed class DecoderFuzzTests(ITestOutputHelper output)
{
    private const int Seeds = 100;
    private const int InputsPerSeed = 60;
    private const int MaxBytesPerInputByte = 16;
    private const int MaxBytesBeside = 64 * 1024;

    private static readonly AwarenessLimits Limits = new();

    private static readonly byte[][] Values =
    [
        .. EncodingCase.Of("any", json => json.ToString()).Select(value => value.Bytes),
    ];

    [Fact]
    public void Broken_input_is_refused_or_read_by_every_decoder()
    {
        var (refused, read) = (0, 0);
        foreach (var seed in FuzzSeeds.Of(Seeds))
        {
            var random = new Random(seed);
            FuzzSeeds.Run(seed, () =>
            {
                foreach (var (original, decode) in Targets(random))
                {
                    for (var i = 0; i < InputsPerSeed; i++)
                    {
                        var isRead = TryDecode(Mutant(original, random), decode);
                        refused += isRead ? 0 : 1;
                        read += isRead ? 1 : 0;
                    }
                }
            });
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{refused} refused, {read} read"));
        FuzzSeeds.AssertAllRan(refused + read, Seeds * InputsPerSeed * 5);
    }

    private static IEnumerable<(byte[] Original, Action<byte[]> Decode)> Targets(Random random)
    {
        var session = YjsSession.All.ElementAt(random.Next(YjsSession.All.Count()));
        var stateVector = session.Bytes("stateVector");
        var snapshot = session.Bytes("snapshotV1");
        var awareness = Awareness(random);
        yield return (stateVector, bytes => AssertReadsAgain(StateVector.Decode(bytes)));
        yield return (snapshot[..^stateVector.Length], bytes => AssertReadsAgain(DeleteSet.Decode(bytes)));
        yield return (random.GetItems(Values, 1)[0], ReadAny);
        yield return (awareness, TakeAwareness);
        yield return ([.. YWebsocketFrame.Step1(stateVector), .. YWebsocketFrame.Awareness(awareness)], ReadFrame);
    }

    private static byte[] Awareness(Random random) => UpdateBytes.Written(writer =>
    {
        var count = random.Next(1, 5);
        writer.WriteVarUint((ulong)count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteVarUint((ulong)random.Next());
            writer.WriteVarUint((ulong)random.Next(300));
            writer.WriteVarString(random.Next(4) == 0 ? "null" : """{"user":{"name":"é","at":[1,{"x":2.5e3}]}}""");
        }
    });

    private static byte[] Mutant(byte[] original, Random random) => random.Next(10) switch
    {
        0 => original[..random.Next(original.Length)],
        1 => RandomBytes(random),
        _ => ByteMutator.Mutate(original, random),
    };

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static bool TryDecode(byte[] input, Action<byte[]> decode)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            decode(input);
            return true;
        }
        catch (MalformedUpdateException)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var bound = (MaxBytesPerInputByte * (long)input.Length) + MaxBytesBeside;
            Assert.True(allocated <= bound, $"{allocated} bytes allocated to refuse {Convert.ToHexString(input)}");
            return false;
        }
    }

    private static void AssertReadsAgain(StateVector vector) => Assert.Equal(vector, StateVector.Decode(vector.Encode()));

    private static void AssertReadsAgain(DeleteSet deletes) => Assert.Equal(deletes, DeleteSet.Decode(deletes.Encode()));

    private static void ReadAny(byte[] bytes)
    {
        var skipper = new Lib0Reader(bytes);
        skipper.SkipAny();
        var reader = new Lib0Reader(bytes);
        var value = reader.ReadAny();
        Assert.Equal(skipper.Position, reader.Position);
        Assert.Equal(value, new Lib0Reader(UpdateBytes.Written(writer => writer.WriteAny(value))).ReadAny());
    }

    private static void TakeAwareness(byte[] bytes) =>
        new AwarenessTable(TimeProvider.System, Limits).Apply(new AwarenessSpeaker(AwarenessIdentity.Nobody), bytes);

    private static void ReadFrame(byte[] bytes)
    {
        var offset = 0;
        while (YWebsocketFrame.TryRead(bytes, ref offset, out var message))
        {
            Assert.InRange(message.Payload.Length, 0, bytes.Length);
        }
    }
}
