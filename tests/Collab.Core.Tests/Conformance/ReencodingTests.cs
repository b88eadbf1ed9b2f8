using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Conformance;

/// <summary>Whole files of Yjs read block by block and written again, without a document: not a byte may change.</summary>
/// <remarks>Whiteboards are not among them: Yjs itself forgets, on this way, the bit that says that an item with an origin has a
/// key; VectorsV2Tests and the cross-test compare those with Yjs.</remarks>
public sealed class ReencodingTests
{
    public static TheoryData<string> States =>
        ["b4-state-v1.bin", "b4-state-v2.bin", "b4-merged-10k-v1.bin", "b4-merged-10k-v2.bin", "clownschool-state-v1.bin", "friendsforever-state-v1.bin"];

    public static TheoryData<string> Lists =>
        ["b4-updates-v1.bin.gz", "b4-updates-10k-v2.bin.gz", "clownschool-updates-v1.bin.gz", "friendsforever-updates-v1.bin.gz"];

    [Theory, MemberData(nameof(States))]
    public void A_state_is_written_as_it_was_read(string file)
    {
        var state = DataFile.ReadBytes(Repository.SharedData(file));

        Assert.Equal(state, Rewritten(state, file));
    }

    [Theory, MemberData(nameof(Lists))]
    public void Every_update_is_written_as_it_was_read(string file)
    {
        var updates = DataFile.ReadList(Repository.SharedData(file));

        var different = updates.Count(update => !Rewritten(update, file).AsSpan().SequenceEqual(update));

        Assert.True(different == 0, $"{different} of {updates.Length} differ");
    }

    // A diff from nothing known is all of it.
    private static byte[] Rewritten(byte[] update, string file) => file.Contains("-v2", StringComparison.Ordinal)
        ? Updates.DiffV2(update, StateVector.Empty)
        : Updates.Diff(update, StateVector.Empty);
}
