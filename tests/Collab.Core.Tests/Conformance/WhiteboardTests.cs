using Collab.Core.Documents;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Conformance;

/// <summary>A board of 10,000 elements whose fields were set 100,000 times by eight clients.</summary>
public sealed class WhiteboardTests
{
    [Fact]
    public void The_boards_updates_lead_to_the_states_of_Yjs()
    {
        var updates = DataFile.ReadList(Repository.SharedData("wb-updates-v1.bin.gz"));
        var document = new Document();
        document.GetMap("elements");

        foreach (var update in updates.Take(100))
        {
            document.ApplyUpdate(update);
        }

        Assert.Equal(
            DataFile.ReadBytes(Repository.SharedData("wb-init-state-v1.bin.gz")),
            document.EncodeStateAsUpdate());

        foreach (var update in updates.Skip(100))
        {
            document.ApplyUpdate(update);
        }

        Assert.Equal(100_100, updates.Length);
        Assert.Equal(10_000, document.GetMap("elements").Count);
        Assert.Equal(
            DataFile.ReadBytes(Repository.SharedData("wb-final-state-v1.bin.gz")),
            document.EncodeStateAsUpdate());
    }

    [Fact]
    public void The_boards_state_loads_and_encodes_to_itself()
    {
        var state = DataFile.ReadBytes(Repository.SharedData("wb-final-state-v1.bin.gz"));
        var document = new Document();

        document.ApplyUpdate(state);

        Assert.Equal(state, document.EncodeStateAsUpdate());
        Assert.Equal(10_000, document.GetMap("elements").Count);
    }
}
