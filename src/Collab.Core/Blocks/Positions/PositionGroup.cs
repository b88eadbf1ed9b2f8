namespace Collab.Core.Blocks;

/// <summary>Some neighbouring chunks of a <see cref="PositionIndex"/>, with their sums.</summary>
internal sealed class PositionGroup(PositionIndex index)
{
    public const int MaxChunks = 64;

    private FormatSummary? _summary;

    public PositionIndex Index { get; } = index;

    public List<PositionChunk> Chunks { get; } = [];

    /// <inheritdoc cref="PositionChunk.Units"/>
    public int Units { get; private set; }

    /// <inheritdoc cref="PositionChunk.Marks"/>
    public int Marks { get; private set; }

    public void Add(int units, int marks)
    {
        Units += units;
        Marks += marks;
        if (marks != 0)
        {
            _summary = null;
        }
    }

    /// <summary>Gives the second half of its chunks to an empty group that follows.</summary>
    public void MoveHalf(PositionGroup target)
    {
        var from = Chunks.Count / 2;
        for (var i = from; i < Chunks.Count; i++)
        {
            var chunk = Chunks[i];
            Add(-chunk.Units, -chunk.Marks);
            target.Add(chunk.Units, chunk.Marks);
            target.Chunks.Add(chunk);
            chunk.Group = target;
        }

        Chunks.RemoveRange(from, Chunks.Count - from);
    }

    /// <inheritdoc cref="PositionChunk.Summarize"/>
    public FormatSummary Summarize(BlockStore store)
    {
        if (_summary is null)
        {
            _summary = new FormatSummary();
            foreach (var chunk in Chunks)
            {
                if (chunk.Marks > 0)
                {
                    _summary.Pass(chunk.Summarize(store));
                }
            }
        }

        return _summary;
    }
}
