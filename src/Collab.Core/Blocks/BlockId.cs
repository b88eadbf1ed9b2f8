namespace Collab.Core.Blocks;

/// <summary>One unit: the index of its client and its clock.</summary>
internal readonly record struct BlockId(int Client, int Clock);
