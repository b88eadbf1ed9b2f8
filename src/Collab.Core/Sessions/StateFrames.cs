using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Core.Sessions;

/// <summary>Frames that tell peers of the document as it is now: each made once, however many peers ask for it, until the document
/// changes.</summary>
/// <remarks>After a restart many come at once, with nothing or with the same state vector.</remarks>
internal sealed class StateFrames
{
    private const int MaxDiffs = 4;

    private readonly Queue<(ReadOnlyMemory<byte> Known, ReadOnlyMemory<byte> Frame)> _diffs = new(MaxDiffs);
    private (StateVector? Known, ReadOnlyMemory<byte> Frame) _missed;
    private ReadOnlyMemory<byte> _greeting;
    private ReadOnlyMemory<byte> _whole;

    private static ReadOnlySpan<byte> EmptyVector => [0];

    /// <summary>The session's own step 1.</summary>
    public ReadOnlyMemory<byte> Greeting(OpenedDocument document) =>
        _greeting.IsEmpty ? _greeting = YWebsocketFrame.Step1(document.Vector.Encode()) : _greeting;

    /// <summary>The answer to a step 1.</summary>
    /// <param name="known">The peer's state vector; kept.</param>
    /// <exception cref="Codec.MalformedUpdateException">It is none.</exception>
    public ReadOnlyMemory<byte> Answer(OpenedDocument document, ReadOnlyMemory<byte> known)
    {
        if (known.Span.SequenceEqual(EmptyVector))
        {
            return _whole.IsEmpty ? _whole = YWebsocketFrame.Step2(document.Encode().Span) : _whole;
        }

        foreach (var (vector, frame) in _diffs)
        {
            if (vector.Span.SequenceEqual(known.Span))
            {
                return frame;
            }
        }

        if (_diffs.Count == MaxDiffs)
        {
            _diffs.Dequeue();
        }

        var diff = YWebsocketFrame.Step2(document.EncodeDiff(known.Span).Span);
        _diffs.Enqueue((known, diff));
        return diff;
    }

    /// <summary>What a peer lacks that fell behind, as one update message. Those who fell behind together share it.</summary>
    /// <param name="known">What the peer has for certain.</param>
    public ReadOnlyMemory<byte> Missed(OpenedDocument document, StateVector known)
    {
        if (_missed.Known?.Equals(known) != true)
        {
            _missed = (known, YWebsocketFrame.Update(document.Integrated.EncodeStateAsUpdate(known)));
        }

        return _missed.Frame;
    }

    /// <summary>Forgets all, as the document has changed.</summary>
    public void Clear()
    {
        _greeting = _whole = default;
        _missed = default;
        _diffs.Clear();
    }
}
