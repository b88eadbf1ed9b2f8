using System.Globalization;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Fuzzing;

/// <summary>Updates and states of Yjs cut short: refused without a trace at every byte.</summary>
public sealed class TruncationTests(ITestOutputHelper output)
{
    private const int UpdatesPerSession = 25;
    private const int CutsPerState = 800;
    private const int CutsPerLargeFile = 60;

    [Fact]
    public void Every_cut_of_an_update_is_refused()
    {
        var cuts = 0;
        foreach (var session in YjsSession.All)
        {
            foreach (var update in session.Updates.Take(UpdatesPerSession))
            {
                for (var length = 0; length < update.Length; length++)
                {
                    AssertRefused(() => Updates.Validate(update.AsSpan(0, length)), session.Name, length);
                    cuts++;
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cuts} cuts"));
        Assert.True(cuts > 50_000);
    }

    [Fact]
    public void Cuts_of_a_state_are_refused_and_leave_the_document_as_it_was()
    {
        var cuts = 0;
        foreach (var session in YjsSession.All.Where(session => session.Updates.Length > 0))
        {
            var state = session.Bytes("mergedV1");
            var document = session.NewDocument();
            document.ApplyUpdate(UpdateBytes.Merge(session.Updates.Take((session.Updates.Length + 1) / 2)));
            var before = document.EncodeStateAsUpdate();
            for (var length = 0; length < state.Length; length += 1 + (state.Length / CutsPerState))
            {
                AssertRefused(() => document.ApplyUpdate(state.AsSpan(0, length)), session.Name, length);
                cuts++;
            }

            Assert.Equal(before, document.EncodeStateAsUpdate());
            document.ApplyUpdate(state);
            Assert.Equal(session.Bytes("snapshotV1"), document.EncodeSnapshot());
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cuts} cuts"));
        Assert.True(cuts > 50_000);
    }

    [Theory]
    [InlineData("b4-state-v1.bin")]
    [InlineData("b4-merged-10k-v1.bin")]
    [InlineData("friendsforever-state-v1.bin")]
    [InlineData("wb-init-state-v1.bin.gz")]
    public void Cuts_of_a_large_document_are_refused(string file)
    {
        var state = DataFile.ReadBytes(Repository.SharedData(file));
        for (var cut = 0; cut < CutsPerLargeFile; cut++)
        {
            var length = (int)((long)state.Length * cut / CutsPerLargeFile);
            AssertRefused(() => Updates.Validate(state.AsSpan(0, length)), file, length);
        }
    }

    private static void AssertRefused(Action action, string name, int length)
    {
        try
        {
            action();
        }
        catch (MalformedUpdateException)
        {
            return;
        }

        Assert.Fail($"{name}: the first {length} bytes alone were taken");
    }
}
