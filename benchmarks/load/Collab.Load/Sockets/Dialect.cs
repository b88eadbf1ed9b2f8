using System.Text;
using Collab.Load.Wire;

namespace Collab.Load.Sockets;

/// <summary>How clients of one kind speak to their server.</summary>
/// <param name="Path">What a document's name is appended to; if messages are addressed, the whole path.</param>
/// <param name="IsAddressed">Hocuspocus: each message starts with the document's name, and nothing counts before the auth message.</param>
/// <param name="Syncs">Whether the server answers step 1; a relay does not.</param>
internal sealed record Dialect(string Path, bool IsAddressed = false, bool Syncs = true)
{
    private static readonly byte[] Token = [(byte)MessageKind.Auth, 0, .. VarString("load"), .. VarString("4.7.0")];

    public string PathOf(string document) => IsAddressed ? Path : Path + document;

    /// <summary>What each message about a document starts with.</summary>
    public byte[] PrefixOf(string document) => IsAddressed ? VarString(document) : [];

    /// <summary>The body of the first message of a connection; null if there is none.</summary>
    public byte[]? Auth => IsAddressed ? Token : null;

    private static byte[] VarString(string text)
    {
        Span<byte> length = stackalloc byte[5];
        var utf8 = Encoding.UTF8.GetBytes(text);
        return [.. length[..FrameBuffer.WriteVarUint(length, (uint)utf8.Length)], .. utf8];
    }
}
