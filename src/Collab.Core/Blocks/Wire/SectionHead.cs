namespace Collab.Core.Blocks;

/// <summary>What an update says of a client before its blocks: how many there are, and where the first begins.</summary>
internal readonly record struct SectionHead(ulong Client, int Clock, int Count);
