namespace Collab.Core.Blocks;

/// <summary>What one transaction did to one client's blocks. Belongs to a <see cref="TransactionChanges"/>, which uses it
/// again for other clients.</summary>
internal sealed class ClientChanges
{
    private const int MaxKeptRanges = 256;

    public ClientBlocks Client { get; private set; } = null!;

    /// <summary>The client's state when the transaction began.</summary>
    public int StateBefore { get; private set; }

    /// <summary>The client's state when the transaction's observers began; set by
    /// <see cref="TransactionChanges.Settle"/>.</summary>
    public int StateAfter { get; set; }

    /// <summary>Whether the transaction added blocks of the client.</summary>
    public bool IsTouched { get; set; }

    /// <summary>The client's clocks that the transaction deleted.</summary>
    public ClockRanges Deleted { get; private set; } = new();

    public void Begin(ClientBlocks client, int stateBefore)
    {
        Client = client;
        StateBefore = StateAfter = stateBefore;
        IsTouched = false;
    }

    public void End()
    {
        Client = null!;
        if (Deleted.Count > MaxKeptRanges)
        {
            Deleted = new ClockRanges();
        }
        else
        {
            Deleted.Clear();
        }
    }
}
