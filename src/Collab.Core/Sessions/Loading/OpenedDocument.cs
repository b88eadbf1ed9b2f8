using System.Diagnostics.CodeAnalysis;
using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Sessions;

/// <summary>A session's document: the checked bytes of its checkpoint as long as it is only read, integrated from the first time that
/// more is asked of it.</summary>
/// <remarks>Most documents that are opened are only read, and integrating costs many times what sending does, in time and in memory.</remarks>
internal sealed class OpenedDocument
{
    private readonly Func<Document> _newDocument;
    private readonly SelfContainedState _read;
    private ReadOnlyMemory<byte> _state;
    private Document? _document;

    /// <summary>An integrated document.</summary>
    public OpenedDocument(Document document)
    {
        _document = document;
        _newDocument = () => document;
    }

    /// <summary>A document that is integrated later.</summary>
    /// <param name="state">All of it, as the store had it; kept.</param>
    /// <param name="read">What was read of that.</param>
    public OpenedDocument(ReadOnlyMemory<byte> state, SelfContainedState read, Func<Document> newDocument)
    {
        _state = state;
        _read = read;
        _newDocument = newDocument;
    }

    /// <summary>Whether it takes the room, and has the state, of a document.</summary>
    public bool IsIntegrated => _document is not null;

    /// <summary>The document; integrated now if it was not.</summary>
    public Document Integrated => _document ?? Integrate();

    public StateVector Vector => _document?.GetStateVector() ?? _read.Vector;

    /// <summary>Encodes all of it as one update.</summary>
    public ReadOnlyMemory<byte> Encode() => _document?.EncodeStateAsUpdate() ?? _state;

    /// <summary>Encodes what somebody lacks, and all that is deleted, as one update.</summary>
    /// <param name="known">An encoded state vector.</param>
    /// <exception cref="MalformedUpdateException">It is none.</exception>
    public ReadOnlyMemory<byte> EncodeDiff(ReadOnlySpan<byte> known)
    {
        var vector = StateVector.Decode(known);
        return _document is null && vector.Contains(Vector) ? EncodeDeletes() : Integrated.EncodeStateAsUpdate(vector);
    }

    /// <summary>Whether an update is, to the byte, what a client that has the same document answers with: it would change nothing.</summary>
    public bool IsKnownAnswer(ReadOnlySpan<byte> update) =>
        _document is null
        && update.Length == 1 + _state.Length - _read.DeletesAt
        && update[0] == 0
        && update[1..].SequenceEqual(_state.Span[_read.DeletesAt..]);

    /// <summary>Whether a document has the same blocks, and the same of them deleted.</summary>
    public bool IsSameAs(Document document) =>
        document.GetStateVector().Equals(Vector)
        && document.EncodeStateAsUpdate(Vector).AsSpan().SequenceEqual(EncodeDiff(Vector.Encode()).Span);

    // No clients' blocks, and the delete set as it is.
    private byte[] EncodeDeletes()
    {
        var update = new byte[1 + _state.Length - _read.DeletesAt];
        _state.Span[_read.DeletesAt..].CopyTo(update.AsSpan(1));
        return update;
    }

    [MemberNotNull(nameof(_document))]
    private Document Integrate()
    {
        var document = _newDocument();
        document.ApplyStoredUpdate(_state.Span);
        _document = document;
        _state = default;
        return document;
    }
}
