namespace Collab.Core.Tests.Fuzzing;

/// <summary>The blocks of one client in an update that may lie.</summary>
internal sealed class ForgedSection
{
    public ulong Client { get; set; }

    /// <summary>Where the first block is said to begin.</summary>
    public ulong Clock { get; set; }

    public List<ForgedBlock> Blocks { get; init; } = [];

    /// <summary>How many more blocks are declared than there are.</summary>
    public int CountLie { get; set; }

    public ForgedSection Copy() => new()
    {
        Client = Client,
        Clock = Clock,
        Blocks = [.. Blocks.Select(block => block.Copy())],
        CountLie = CountLie,
    };
}
