using Collab.Core.Codec;

namespace Collab.Core.Protocol;

/// <summary>Reads an awareness update entry by entry, without allocating: most of what a server is sent are repeats, since
/// y-websocket clients send every update that they receive back.</summary>
/// <remarks>Layout (y-protocols awareness.js): count, then client, clock, JSON text for each.</remarks>
public ref struct AwarenessReader
{
    private readonly int _maxStateBytes;
    private Lib0Reader _input;
    private int _left;

    /// <param name="update">One awareness update, untrusted.</param>
    /// <param name="limits">The most entries and the longest state accepted.</param>
    /// <exception cref="MalformedUpdateException">The count is over the limit, or more than the bytes could hold.</exception>
    public AwarenessReader(ReadOnlySpan<byte> update, AwarenessLimits limits)
    {
        const int MinBytesEach = 3;
        _maxStateBytes = limits.MaxStateBytes;
        _input = new Lib0Reader(update);
        _left = _input.ReadCount(MinBytesEach, "awareness");
        if (_left > limits.MaxEntries)
        {
            _input.ThrowMalformed("too many awareness states");
        }
    }

    /// <returns>False at the end.</returns>
    /// <exception cref="MalformedUpdateException">The bytes end early or break a limit.</exception>
    public bool TryRead(out AwarenessEntry entry)
    {
        entry = default;
        if (_left == 0)
        {
            return false;
        }

        _left--;
        var client = _input.ReadVarUint();
        var clock = _input.ReadVarUint();
        var state = _input.ReadVarBytes();
        if (state.Length > _maxStateBytes)
        {
            _input.ThrowMalformed($"awareness state over {_maxStateBytes} bytes");
        }

        entry = new AwarenessEntry(new ClientId(client), clock, state);
        return true;
    }
}
