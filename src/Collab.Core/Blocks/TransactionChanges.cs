namespace Collab.Core.Blocks;

/// <summary>What one transaction did to the store. Several may exist at once: a transaction that was begun while another is
/// observed waits with its changes until that one is cleaned up.</summary>
/// <remarks>Used again for other transactions, so that a small one allocates nothing.</remarks>
internal sealed class TransactionChanges
{
    private const int MaxKeptClients = 16;

    private readonly List<ClientChanges> _clients = [];
    private readonly List<ClientChanges> _touched = [];
    private readonly List<ClientChanges> _deletedOf = [];
    private int _used;

    /// <summary>The clients that blocks were added of, in the order of their first.</summary>
    public List<ClientChanges> Touched => _touched;

    /// <summary>The clients that items were deleted of, in the order of the first delete.</summary>
    public List<ClientChanges> DeletedOf => _deletedOf;

    /// <summary>Where blocks were split, or lie beside new tombstones: at the end they may merge again.</summary>
    public List<BlockId> MergeCandidates { get; } = [];

    /// <summary>The types that changed; null if none did, or nobody wants to know.</summary>
    public ChangedTypes? Types { get; set; }

    /// <summary>The items holding documents that came or went, in that order; null if there are none.</summary>
    public List<DocumentNote>? Documents { get; private set; }

    public bool IsEmpty => _touched.Count == 0 && _deletedOf.Count == 0;

    /// <summary>Notes that a block is about to be appended to a client's for the first time in this transaction.</summary>
    public void Touch(ClientBlocks client)
    {
        var changes = client.Now ?? Begin(client);
        changes.IsTouched = true;
        _touched.Add(changes);
    }

    public void AddDeleted(ClientBlocks client, int start, int end)
    {
        var changes = client.Now ?? Begin(client);
        if (changes.Deleted.Count == 0)
        {
            _deletedOf.Add(changes);
        }

        changes.Deleted.Add(start, end);
    }

    public void NoteDocument(in Block item, bool isAdded) =>
        (Documents ??= []).Add(new DocumentNote(new BlockId(item.Client, item.Clock), isAdded));

    /// <summary>Ends the transaction's body: what happens to the store from now on is another's.</summary>
    public void Detach()
    {
        for (var i = 0; i < _used; i++)
        {
            _clients[i].Client.Now = null;
        }
    }

    /// <summary>Fixes the state that the transaction ends with, before its observers run.</summary>
    public void Settle()
    {
        foreach (var changes in _touched)
        {
            changes.StateAfter = changes.Client.State;
        }
    }

    /// <summary>Counts what a later transaction added as added by this one too. Yjs does: it compares states alone.</summary>
    public void Absorb(TransactionChanges later)
    {
        foreach (var theirs in later._touched)
        {
            var own = Find(theirs.Client) ?? Add(theirs.Client, theirs.StateBefore);
            if (!own.IsTouched)
            {
                own.IsTouched = true;
                _touched.Add(own);
            }
        }
    }

    /// <returns>What was done to a client's blocks, or null.</returns>
    public ClientChanges? Find(ClientBlocks client)
    {
        for (var i = 0; i < _used; i++)
        {
            if (_clients[i].Client == client)
            {
                return _clients[i];
            }
        }

        return null;
    }

    /// <summary>Forgets everything; to be called once the changes are detached and cleaned up.</summary>
    public void Reset()
    {
        for (var i = 0; i < _used; i++)
        {
            _clients[i].End();
        }

        if (_used > MaxKeptClients)
        {
            _clients.RemoveRange(MaxKeptClients, _used - MaxKeptClients);
        }

        _used = 0;
        _touched.Clear();
        _deletedOf.Clear();
        MergeCandidates.Clear();
        Types = null;
        Documents = null;
    }

    private ClientChanges Begin(ClientBlocks client) => client.Now = Add(client, client.State);

    private ClientChanges Add(ClientBlocks client, int stateBefore)
    {
        if (_used == _clients.Count)
        {
            _clients.Add(new ClientChanges());
        }

        var changes = _clients[_used++];
        changes.Begin(client, stateBefore);
        return changes;
    }
}
