namespace Collab.Core.Blocks;

/// <summary>A run of clocks of one client, end exclusive.</summary>
internal readonly record struct ClockRange(int Start, int End);
