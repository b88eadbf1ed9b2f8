using Collab.Core.Blocks;

namespace Collab.Core.Tests.Blocks;

public sealed class ClientBlocksTests
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 400)]
    [InlineData(3, 4000)]
    [InlineData(4, 4000)]
    public void Blocks_stay_in_order_wherever_they_are_split_and_merged(int seed, int steps)
    {
        var random = new Random(seed);
        var blocks = new ClientBlocks(0, 1);
        var expected = new List<(int Handle, int Clock)>();
        var nextHandle = 1;
        var near = 0;

        for (var step = 0; step < steps; step++)
        {
            var position = random.Next(3) == 0 ? random.Next(expected.Count + 1) : Math.Clamp(near, 0, expected.Count);
            near = position + random.Next(-1, 3);
            switch (random.Next(6))
            {
                case 0:
                    Append(random.Next(2, 12));
                    break;
                case 1 when expected.Count > 1:
                    var first = 1 + Math.Min(position, expected.Count - 2);
                    var count = random.Next(1, Math.Min(random.Next(3) == 0 ? 40 : 3, expected.Count - first) + 1);
                    blocks.RemoveRange(first, count);
                    expected.RemoveRange(first, count);
                    break;
                default:
                    Split(position);
                    break;
            }

            if (step % 50 == 0 || steps < 100)
            {
                Compare(blocks, expected);
            }
        }

        Compare(blocks, expected);

        void Append(int length)
        {
            expected.Add((nextHandle, blocks.State));
            blocks.Append(nextHandle++, blocks.State, length);
        }

        // Gives the second half of a block a handle of its own; a block of one unit stays whole, and an empty list gets blocks.
        void Split(int position)
        {
            if (position == expected.Count)
            {
                Append(1000);
                return;
            }

            var start = expected[position].Clock;
            var end = position + 1 < expected.Count ? expected[position + 1].Clock : blocks.State;
            if (end - start > 1)
            {
                var middle = start + 1 + random.Next(end - start - 1);
                blocks.Insert(position + 1, nextHandle, middle);
                expected.Insert(position + 1, (nextHandle++, middle));
            }
        }
    }

    [Fact]
    public void Removing_the_end_leaves_room_for_more()
    {
        var blocks = new ClientBlocks(0, 1);
        for (var i = 0; i < 200; i++)
        {
            blocks.Append(i + 1, i * 2, 2);
        }

        blocks.Insert(11, 1000, 21);
        blocks.RemoveRange(5, 196);
        blocks.Append(2000, 400, 2);

        Compare(blocks, [(1, 0), (2, 2), (3, 4), (4, 6), (5, 8), (2000, 400)]);
    }

    private static void Compare(ClientBlocks blocks, List<(int Handle, int Clock)> expected)
    {
        Assert.Equal(expected, Enumerable.Range(0, blocks.Count).Select(i => (blocks.HandleAt(i), blocks.ClockAt(i))));
        for (var i = 0; i < expected.Count; i++)
        {
            var end = i + 1 < expected.Count ? expected[i + 1].Clock : blocks.State;
            Assert.Equal(i, blocks.PositionOf(expected[i].Clock));
            Assert.Equal(i, blocks.PositionOf(end - 1));
        }
    }
}
