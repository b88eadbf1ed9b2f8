namespace Collab.Core.Protocol;

/// <summary>What a peer was told of a table.</summary>
/// <param name="Version">The version up to which it was told what changed.</param>
/// <param name="LacksAll">Whether it is owed all states besides: it is new, or asked.</param>
public readonly record struct AwarenessPlace(long Version, bool LacksAll);
