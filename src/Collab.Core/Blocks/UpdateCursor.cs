using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Blocks;

/// <summary>Reads the blocks of one V1 update one by one, then its delete set, without holding more than one.</summary>
internal sealed class UpdateCursor
{
    private readonly bool _skipsGaps;
    private int _position;
    private ulong _sectionsLeft;
    private int _blocksLeft;
    private ulong _client;
    private int _clock;
    private DecodedBlock _current;

    /// <param name="skipsGaps">Pass over Skip blocks.</param>
    public UpdateCursor(ReadOnlyMemory<byte> update, bool skipsGaps)
    {
        Source = update;
        _skipsGaps = skipsGaps;
        var reader = new Lib0Reader(update.Span);
        _sectionsLeft = (ulong)reader.ReadCount(3, "clients");
        _position = reader.Position;
        MoveNext();
    }

    public ReadOnlyMemory<byte> Source { get; }

    public bool HasCurrent { get; private set; }

    public ref readonly DecodedBlock Current => ref _current;

    public void MoveNext()
    {
        var reader = Lib0Reader.At(Source.Span, _position);
        do
        {
            HasCurrent = TryEnterSection(ref reader);
            if (HasCurrent)
            {
                _current = new DecodedBlock { Client = _client, Clock = _clock };
                BlockReaderV1.Read(ref reader, ref _current, UpdateLimits.Default);
                _clock = _current.End;
                _blocksLeft--;
            }
        }
        while (HasCurrent && _skipsGaps && _current.Kind == ContentKind.Skip);

        _position = reader.Position;
    }

    /// <summary>Reads the delete set; all blocks must have been read.</summary>
    public DecodedDeletes ReadDeletes()
    {
        var reader = Lib0Reader.At(Source.Span, _position);
        var deletes = DecodedDeletes.Read(ref reader, UpdateLimits.Default);
        if (!reader.IsAtEnd)
        {
            reader.ThrowMalformed("bytes after the update");
        }

        return deletes;
    }

    private bool TryEnterSection(ref Lib0Reader reader)
    {
        while (_blocksLeft == 0)
        {
            if (_sectionsLeft == 0)
            {
                return false;
            }

            _sectionsLeft--;
            _blocksLeft = reader.ReadCount(2, "blocks");
            _client = reader.ReadVarUint();
            _clock = reader.ReadVarUint31("clock");
        }

        return true;
    }
}
