using Collab.Load.Wire;

namespace Collab.Load.Tests.Wire;

public sealed class AwarenessEntriesTests
{
    [Fact]
    public void Every_client_of_an_update_is_read_with_its_clock()
    {
        // Two clients: 1 at clock 5 with the state "a", 200 at clock 300, gone.
        byte[] update = [2, 1, 5, 3, 0x22, 0x61, 0x22, 200, 1, 172, 2, 4, .. "null"u8];

        var found = new List<(ulong, ulong)>();
        for (var entries = new AwarenessEntries(update); entries.MoveNext();)
        {
            found.Add((entries.Client, entries.Clock));
        }

        Assert.Equal([(1, 5), (200, 300)], found);
    }
}
