using System.Text;

namespace Collab.Load.Wire;

/// <summary>Which units of which clients a Yjs update (V1) brings: its blocks are skipped over, only their lengths count.</summary>
/// <remarks>
/// This is how deliveries are counted whatever a server made of the updates: one merged update brings the same units as those it
/// was made of, and so counts the same. The layout is that of Yjs' UpdateEncoderV1; the delete set behind the blocks is not read.
/// </remarks>
internal ref struct UpdateRanges
{
    private const int ContentMask = 0x1f;
    private const int HasOrigin = 0x80;
    private const int HasRightOrigin = 0x40;
    private const int HasParentKey = 0x20;

    private ByteCursor _cursor;
    private ulong _clientsLeft;
    private ulong _blocksLeft;
    private ulong _gap;

    public UpdateRanges(ReadOnlySpan<byte> update)
    {
        _cursor = new ByteCursor(update);
        _clientsLeft = _cursor.ReadVarUint();
    }

    public ulong Client { get; private set; }

    /// <summary>The first unit's clock.</summary>
    public ulong From { get; private set; }

    /// <summary>The clock after the last unit.</summary>
    public ulong To { get; private set; }

    /// <summary>Goes to the next run of units without a gap.</summary>
    public bool MoveNext()
    {
        From = To += _gap;
        _gap = 0;
        while (_blocksLeft > 0 || _clientsLeft > 0)
        {
            if (_blocksLeft == 0)
            {
                _clientsLeft--;
                _blocksLeft = _cursor.ReadVarUint();
                Client = _cursor.ReadVarUint();
                From = To = _cursor.ReadVarUint();
            }

            while (_blocksLeft > 0 && _gap == 0)
            {
                _blocksLeft--;
                ReadBlock();
            }

            if (To > From)
            {
                return true;
            }

            From = To += _gap;
            _gap = 0;
        }

        return false;
    }

    private void ReadBlock()
    {
        var info = _cursor.ReadByte();
        var content = info & ContentMask;
        switch (content)
        {
            case 0:
                To += _cursor.ReadVarUint();
                return;
            case 10:
                _gap = _cursor.ReadVarUint();
                return;
            default:
                SkipPlace(info);
                To += ReadContent(content);
                return;
        }
    }

    private void SkipPlace(byte info)
    {
        if ((info & HasOrigin) != 0)
        {
            SkipId();
        }

        if ((info & HasRightOrigin) != 0)
        {
            SkipId();
        }

        if ((info & (HasOrigin | HasRightOrigin)) != 0)
        {
            return;
        }

        if (_cursor.ReadVarUint() == 1)
        {
            _cursor.SkipVarBytes();
        }
        else
        {
            SkipId();
        }

        if ((info & HasParentKey) != 0)
        {
            _cursor.SkipVarBytes();
        }
    }

    private void SkipId()
    {
        _cursor.SkipVar();
        _cursor.SkipVar();
    }

    /// <returns>How many units it is.</returns>
    private ulong ReadContent(int content)
    {
        switch (content)
        {
            case 1: // deleted
                return _cursor.ReadVarUint();
            case 2: // JSON
                return SkipMany(isAny: false);
            case 3 or 5: // bytes, embed
                _cursor.SkipVarBytes();
                return 1;
            case 4: // string
                return CountUnits(_cursor.ReadVarBytes());
            case 6: // format: key and value
                _cursor.SkipVarBytes();
                _cursor.SkipVarBytes();
                return 1;
            case 7: // type; elements and hooks have a name
                if (_cursor.ReadVarUint() is 3 or 5)
                {
                    _cursor.SkipVarBytes();
                }

                return 1;
            case 8: // values
                return SkipMany(isAny: true);
            case 9: // subdocument: its id and options
                _cursor.SkipVarBytes();
                SkipAny();
                return 1;
            default:
                throw new InvalidDataException($"content {content} is not known");
        }
    }

    private ulong SkipMany(bool isAny)
    {
        var count = _cursor.ReadVarUint();
        for (ulong i = 0; i < count; i++)
        {
            if (isAny)
            {
                SkipAny();
            }
            else
            {
                _cursor.SkipVarBytes();
            }
        }

        return count;
    }

    private void SkipAny()
    {
        switch (_cursor.ReadByte())
        {
            case 119 or 116: // string, bytes
                _cursor.SkipVarBytes();
                break;
            case 125: // integer
                _cursor.SkipVar();
                break;
            case 124: // float
                _cursor.Skip(sizeof(float));
                break;
            case 123 or 122: // double, 64-bit integer
                _cursor.Skip(sizeof(double));
                break;
            case 118: // object
                for (var left = _cursor.ReadVarUint(); left > 0; left--)
                {
                    _cursor.SkipVarBytes();
                    SkipAny();
                }

                break;
            case 117: // array
                for (var left = _cursor.ReadVarUint(); left > 0; left--)
                {
                    SkipAny();
                }

                break;
            default: // undefined, null, true, false have nothing after them
                break;
        }
    }

    /// <summary>Units of text are UTF-16's.</summary>
    private static ulong CountUnits(ReadOnlySpan<byte> utf8) => utf8.Length == 1 ? 1 : (ulong)Encoding.UTF8.GetCharCount(utf8);
}
