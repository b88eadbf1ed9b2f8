namespace Collab.Load.Wire;

/// <summary>The clients and clocks of an awareness update; their states are skipped.</summary>
internal ref struct AwarenessEntries
{
    private ByteCursor _cursor;
    private ulong _left;

    public AwarenessEntries(ReadOnlySpan<byte> update)
    {
        _cursor = new ByteCursor(update);
        _left = _cursor.ReadVarUint();
    }

    public ulong Client { get; private set; }

    public ulong Clock { get; private set; }

    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        Client = _cursor.ReadVarUint();
        Clock = _cursor.ReadVarUint();
        _cursor.SkipVarBytes();
        return true;
    }
}
