namespace Collab.Tests.Support;

/// <summary>What was waited for cannot come any more on this connection.</summary>
public sealed class SyncClosedException(SyncClose close) : IOException($"closed with {close.Code} ({close.Reason})")
{
    public SyncClose Close { get; } = close;
}
