namespace Collab.Core.Documents;

/// <summary>A run of deleted clocks of one client.</summary>
public readonly record struct DeleteRange(ulong Clock, ulong Length)
{
    /// <summary>The first clock after the run.</summary>
    public ulong End => Clock + Length;
}
