using Collab.Core.Types;

namespace Collab.Core.Documents;

/// <summary>One replica of a Yjs document: takes updates in any order, and gives them.</summary>
public sealed class Document
{
    public Document(DocumentOptions? options = null) => Options = options ?? new DocumentOptions();

    internal DocumentOptions Options { get; }

    public bool HasPending => throw new NotImplementedException();

    public int PendingBytes => throw new NotImplementedException();

    public IReadOnlyCollection<string> RootNames => throw new NotImplementedException();

    public ApplyResult ApplyUpdate(ReadOnlySpan<byte> update, object? origin = null) => throw new NotImplementedException();

    public byte[] EncodeStateAsUpdate() => throw new NotImplementedException();

    public byte[] EncodeStateAsUpdate(StateVector known) => throw new NotImplementedException();

    public StateVector GetStateVector() => throw new NotImplementedException();

    public byte[] EncodeStateVector() => throw new NotImplementedException();

    public DeleteSet GetDeleteSet() => throw new NotImplementedException();

    public byte[] EncodeSnapshot() => throw new NotImplementedException();

    public YText GetText(string name) => throw new NotImplementedException();

    public YArray GetArray(string name) => throw new NotImplementedException();

    public YMap GetMap(string name) => throw new NotImplementedException();

    public YXmlFragment GetXmlFragment(string name) => throw new NotImplementedException();

    public YXmlElement GetXmlElement(string name) => throw new NotImplementedException();

    public void Transact(Action<Transaction> body, object? origin = null) => throw new NotImplementedException();

    /// <summary>As <see cref="Transact"/>; gives what Yjs's <c>update</c> event would (V1), null for a no-op.</summary>
    public byte[]? TransactAndEncode(Action<Transaction> body, object? origin = null) => throw new NotImplementedException();
}
