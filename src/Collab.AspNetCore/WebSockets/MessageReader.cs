using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.WebSockets;

/// <summary>Reads messages from the bytes of a client: all that came together go, unmasked, into one array.</summary>
/// <remarks>
/// A frame that is small stays where it is until all of it has come, so that arrays end with a message. Of a large one that comes
/// bit by bit the array is the beginning, and grows no faster than twice what came: a length that is only announced takes no memory.
/// </remarks>
internal sealed class MessageReader(WebSocketSettings settings, bool receivesText)
{
    /// <summary>What goes into one array, unless a single message is longer.</summary>
    private const int BatchBytes = 64 * 1024;

    private const int BatchMessages = 1024;

    /// <summary>Up to this a frame is left where it is until it is whole. Less than any transport keeps for its reader.</summary>
    private const int SmallFrameBytes = 2048;

    /// <summary>Where messages end in the array; only in use until they are taken, on the same thread.</summary>
    [ThreadStatic]
    private static int[]? _ends;

    private byte[] _bytes = [];
    private int _length;
    private int _messageStart;
    private int _messages;
    private long _remaining;
    private uint _mask;
    private bool _inFrame;
    private bool _isFinal;
    private Opcode _kind;

    /// <summary>Why it stopped, or the close that the peer sent.</summary>
    public PeerClose Close { get; private set; }

    /// <summary>What the last ping held.</summary>
    public byte[] Ping { get; private set; } = [];

    /// <summary>Whether messages are passed over: the connection is to end, and just the peer's close counts.</summary>
    public bool Skips { get; set; }

    /// <summary>Reads on. Whatever it says, there may be messages to be taken before the next call.</summary>
    /// <param name="consumed">Up to where the bytes need not be given again.</param>
    public ReadOutcome Read(ReadOnlySequence<byte> bytes, out SequencePosition consumed)
    {
        var input = new SequenceReader<byte>(bytes);
        var outcome = Read(ref input);
        consumed = input.Position;
        return outcome;
    }

    /// <summary>Takes the messages that are whole, in an array that is not used again.</summary>
    public bool TryTake(out ReceivedFrames frames)
    {
        frames = default;
        if (_messages == 0)
        {
            return false;
        }

        frames = new ReceivedFrames(
            _bytes.AsMemory(0, _messageStart), _messages == 1 ? default : _ends!.AsSpan(0, _messages).ToArray());
        _bytes = _bytes.AsSpan(_messageStart, _length - _messageStart).ToArray();
        _length = _bytes.Length;
        (_messageStart, _messages) = (0, 0);
        return true;
    }

    private ReadOutcome Read(ref SequenceReader<byte> input)
    {
        while (true)
        {
            if (_inFrame && !TryReadPayload(ref input))
            {
                return ReadOutcome.NeedsMore;
            }

            if (_inFrame && !TryEndFrame())
            {
                return ReadOutcome.Refused;
            }

            if (_messages == BatchMessages || (_messages > 0 && _messageStart >= BatchBytes))
            {
                return ReadOutcome.Full;
            }

            if (!TryReadHeader(ref input, out var header, out var fault))
            {
                return fault is null ? ReadOutcome.NeedsMore : Break(fault);
            }

            if (header.IsControl)
            {
                if (ReadControl(ref input, header) is { } outcome)
                {
                    return outcome;
                }
            }
            else if (BeginFrame(header) is { } refusal)
            {
                return refusal;
            }
        }
    }

    /// <summary>Reads the header of a frame that can be read now.</summary>
    private static bool TryReadHeader(ref SequenceReader<byte> input, out FrameHeader header, out string? fault)
    {
        Span<byte> copy = stackalloc byte[FrameHeader.MaxBytes];
        scoped var bytes = input.UnreadSpan;
        if (bytes.Length < FrameHeader.MaxBytes)
        {
            copy = copy[..(int)Math.Min(copy.Length, input.Remaining)];
            input.TryCopyTo(copy);
            bytes = copy;
        }

        header = FrameHeader.Read(bytes, out var size, out fault);
        if (size == 0 || (header.Length <= SmallFrameBytes && input.Remaining < size + header.Length))
        {
            return false;
        }

        input.Advance(size);
        return true;
    }

    private ReadOutcome? BeginFrame(FrameHeader header)
    {
        if ((header.Opcode == Opcode.Continuation) != (_kind != Opcode.Continuation))
        {
            return Break(_kind == Opcode.Continuation ? "a continuation of nothing" : "a message within another");
        }

        _kind = header.Opcode == Opcode.Continuation ? _kind : header.Opcode;
        (_inFrame, _isFinal, _remaining, _mask) = (true, header.IsFinal, header.Length, header.Mask);
        if (Skips)
        {
            return null;
        }

        if (_kind == Opcode.Text && !receivesText)
        {
            return Refuse(CloseCodes.BinaryOnly);
        }

        return _length - _messageStart + header.Length > settings.MaxMessageBytes
            ? Refuse(new PeerClose(settings.TooLargeCode, $"too large: message over {settings.MaxMessageBytes} bytes"))
            : null;
    }

    /// <returns>False if the frame goes on.</returns>
    private bool TryReadPayload(ref SequenceReader<byte> input)
    {
        while (_remaining > 0 && input.Remaining > 0)
        {
            var part = input.UnreadSpan;
            part = part[..(int)Math.Min(part.Length, _remaining)];
            if (!Skips)
            {
                MakeRoom(part.Length, input.Remaining);
                _mask = Masking.Unmask(part, _bytes.AsSpan(_length), _mask);
                _length += part.Length;
            }

            _remaining -= part.Length;
            input.Advance(part.Length);
        }

        return _remaining == 0;
    }

    /// <summary>Makes room for the next bytes of a message.</summary>
    /// <param name="available">How much has come, of this message and after it.</param>
    private void MakeRoom(int length, long available)
    {
        var needed = _length + length;
        if (needed <= _bytes.Length)
        {
            return;
        }

        // Right for what came if it is small messages, and for the message if all its frames but this one are there.
        var batch = _length + Math.Min(available, BatchBytes);
        var whole = _isFinal ? _length + _remaining : long.MaxValue;
        var room = Math.Max(batch, Math.Min(whole, 2L * needed));
        var larger = GC.AllocateUninitializedArray<byte>((int)Math.Max(needed, Math.Min(room, Array.MaxLength)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        _bytes = larger;
    }

    /// <returns>False if the message that it ended is not to be had.</returns>
    private bool TryEndFrame()
    {
        _inFrame = false;
        if (!_isFinal)
        {
            return true;
        }

        var isText = _kind == Opcode.Text;
        _kind = Opcode.Continuation;
        if (Skips)
        {
            return true;
        }

        if (isText && !Utf8.IsValid(_bytes.AsSpan(_messageStart, _length - _messageStart)))
        {
            Refuse(CloseCodes.InvalidUtf8);
            return false;
        }

        _ends ??= new int[BatchMessages];
        _ends[_messages++] = _messageStart = _length;
        return true;
    }

    /// <summary>Reads a control frame, all of which is there.</summary>
    /// <returns>Null if there is nothing to be done about it.</returns>
    private ReadOutcome? ReadControl(ref SequenceReader<byte> input, FrameHeader header)
    {
        Span<byte> payload = stackalloc byte[(int)header.Length];
        input.TryCopyTo(payload);
        input.Advance(payload.Length);
        Masking.Unmask(payload, payload, header.Mask);
        switch (header.Opcode)
        {
            case Opcode.Ping:
                Ping = payload.ToArray();
                return ReadOutcome.Ping;
            case Opcode.Close:
                return ReadClose(payload);
            default:
                return null;
        }
    }

    private ReadOutcome ReadClose(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            Close = CloseCodes.NormalClosure;
            return ReadOutcome.Close;
        }

        if (payload.Length == 1 || !CloseCodes.MaySend(BinaryPrimitives.ReadUInt16BigEndian(payload)))
        {
            return Break("a close code that may not be sent");
        }

        if (!Utf8.IsValid(payload[2..]))
        {
            Close = CloseCodes.InvalidUtf8;
            return ReadOutcome.Broken;
        }

        Close = CloseCodes.NormalClosure;
        return ReadOutcome.Close;
    }

    private ReadOutcome Break(string fault)
    {
        Close = CloseCodes.Violation(fault);
        return ReadOutcome.Broken;
    }

    private ReadOutcome Refuse(PeerClose close)
    {
        Close = close;
        Skips = true;
        return ReadOutcome.Refused;
    }
}
