using System.Globalization;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>Updates and states of Yjs cut short: refused without a trace at every byte.</summary>
public sealed class TruncationTests(ITestOutputHelper output)
{
    private const int UpdatesPerSession = 25;
    private const int MostCuts = 700;
    private const int CutsPerLargeFile = 60;

    private delegate void Reading(ReadOnlySpan<byte> input);

    [Fact]
    public void Every_cut_of_an_update_is_refused()
    {
        var cuts = 0;
        foreach (var session in YjsSession.All)
        {
            foreach (var update in session.Updates.Take(UpdatesPerSession))
            {
                var v2 = Updates.ConvertV1ToV2(update);
                cuts += AssertCutsRefused(update, session.Name, cut => Updates.Validate(cut));
                cuts += AssertCutsRefused(v2, session.Name, cut => Updates.ValidateV2(cut));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cuts} cuts"));
        Assert.True(cuts > 80_000);
    }

    [Fact]
    public void Cuts_of_a_state_are_refused_and_leave_the_document_as_it_was()
    {
        var cuts = 0;
        foreach (var session in YjsSession.All.Where(session => session.Updates.Length > 0))
        {
            var (state, stateV2) = (session.Bytes("mergedV1"), session.Bytes("mergedV2"));
            var document = session.NewDocument();
            document.ApplyUpdate(UpdateBytes.Merge(session.Updates.Take((session.Updates.Length + 1) / 2)));
            var before = document.EncodeStateAsUpdate();
            cuts += AssertCutsRefused(state, session.Name, cut => document.ApplyUpdate(cut));
            cuts += AssertCutsRefused(stateV2, session.Name, cut => document.ApplyUpdateV2(cut));
            Assert.Equal(before, document.EncodeStateAsUpdate());
            document.ApplyUpdate(state);
            Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cuts} cuts"));
        Assert.True(cuts > 80_000);
    }

    [Theory]
    [InlineData("b4-state-v1.bin")]
    [InlineData("b4-merged-10k-v1.bin")]
    [InlineData("friendsforever-state-v1.bin")]
    [InlineData("wb-init-state-v1.bin.gz")]
    [InlineData("b4-state-v2.bin")]
    [InlineData("b4-merged-10k-v2.bin")]
    public void Cuts_of_a_large_document_are_refused(string file)
    {
        var state = DataFile.ReadBytes(Repository.SharedData(file));
        var isV2 = file.Contains("-v2", StringComparison.Ordinal);
        AssertCutsRefused(state, file, isV2 ? cut => Updates.ValidateV2(cut) : cut => Updates.Validate(cut), CutsPerLargeFile);
    }

    // At every byte, or of longer input at so many places.
    private static int AssertCutsRefused(byte[] input, string name, Reading read, int most = MostCuts)
    {
        var cuts = 0;
        for (var length = 0; length < input.Length; length += 1 + (input.Length / most), cuts++)
        {
            try
            {
                read(input.AsSpan(0, length));
            }
            catch (MalformedUpdateException)
            {
                continue;
            }

            Assert.Fail($"{name}: the first {length} bytes alone were taken");
        }

        return cuts;
    }
}
