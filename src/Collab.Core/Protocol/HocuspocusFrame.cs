using System.Text;
using System.Text.Unicode;
using Collab.Core.Codec;

namespace Collab.Core.Protocol;

/// <summary>Frames of Hocuspocus' wire: an address, which says which of the documents on the socket is meant, and one message.</summary>
/// <remarks>
/// <code>
/// 05 62 6f 61 72 64          the address: "board"
/// 02 00                      auth, token:
///    03 61 62 63                "abc"
///    05 34 2e 38 2e 30          from provider "4.8.0"
/// </code>
/// The address is a document's name, or the name, NUL and an id, if several of a client's providers have the same document on one
/// socket. What the server sends is written as a body, which the address is put before.
/// </remarks>
public static class HocuspocusFrame
{
    /// <summary>The longest address, in bytes: a document name and an id of the client's choice.</summary>
    public const int MaxAddressBytes = 1024;

    /// <summary>The longest token, in bytes.</summary>
    public const int MaxTokenBytes = 64 * 1024;

    /// <summary>The whole frame.</summary>
    public static ReadOnlyMemory<byte> Ping { get; } = new[] { (byte)HocuspocusMessageType.Ping };

    /// <summary>Asks a client for its token, which it then sends once more.</summary>
    public static ReadOnlyMemory<byte> TokenRequest { get; } =
        new[] { (byte)HocuspocusMessageType.Auth, (byte)HocuspocusAuthType.Token };

    /// <summary>Reads a frame as far as it has to be known whom it is for.</summary>
    /// <exception cref="MalformedUpdateException">It has no address or no type.</exception>
    public static HocuspocusMessage Read(ReadOnlyMemory<byte> frame)
    {
        // A whole frame of one byte could not hold an address and a type.
        if (frame.Length == 1 && (HocuspocusMessageType)frame.Span[0] is HocuspocusMessageType.Ping or HocuspocusMessageType.Pong)
        {
            return new HocuspocusMessage((HocuspocusMessageType)frame.Span[0], default, frame);
        }

        var reader = new Lib0Reader(frame.Span);
        var length = reader.ReadVarBytes().Length;
        if (length > MaxAddressBytes)
        {
            throw new MalformedUpdateException($"address longer than {MaxAddressBytes} bytes", 0);
        }

        var start = reader.Position;
        var type = (HocuspocusMessageType)reader.ReadVarUint();
        return new HocuspocusMessage(type, frame[..start], frame[start..]);
    }

    /// <summary>Finds out which document an address is about.</summary>
    /// <param name="address">As in <see cref="HocuspocusMessage.Address"/>.</param>
    /// <returns>False if that is not the name of one.</returns>
    public static bool TryReadName(ReadOnlySpan<byte> address, out DocumentName name)
    {
        var text = new Lib0Reader(address).ReadVarBytes();
        var end = text.IndexOf((byte)0);
        name = default;
        return Utf8.IsValid(text) && DocumentName.TryCreate(Encoding.UTF8.GetString(end < 0 ? text : text[..end]), out name);
    }

    /// <summary>Reads the body of a client's auth message.</summary>
    /// <exception cref="MalformedUpdateException">It is cut off, too long, not UTF-8, or what only servers send.</exception>
    public static HocuspocusToken ReadToken(ReadOnlySpan<byte> body)
    {
        var reader = new Lib0Reader(body);
        reader.ReadVarUint();
        if ((HocuspocusAuthType)reader.ReadVarUint() != HocuspocusAuthType.Token)
        {
            throw new MalformedUpdateException("not a token", reader.Position);
        }

        if (reader.Remaining > MaxTokenBytes)
        {
            throw new MalformedUpdateException($"token longer than {MaxTokenBytes} bytes", reader.Position);
        }

        var token = reader.ReadVarString();
        return new HocuspocusToken(token, reader.IsAtEnd ? null : reader.ReadVarString());
    }

    /// <summary>Reads the body of a stateless message.</summary>
    /// <exception cref="MalformedUpdateException">It is cut off or not UTF-8.</exception>
    public static string ReadStateless(ReadOnlySpan<byte> body)
    {
        var reader = new Lib0Reader(body);
        reader.ReadVarUint();
        return reader.ReadVarString();
    }

    public static byte[] Authenticated(bool isReadOnly) =>
        Auth(HocuspocusAuthType.Authenticated, isReadOnly ? "readonly" : "read-write");

    public static byte[] PermissionDenied(string reason) => Auth(HocuspocusAuthType.PermissionDenied, reason);

    public static byte[] Stateless(string payload) => Text(HocuspocusMessageType.Stateless, payload);

    public static byte[] Close(string reason) => Text(HocuspocusMessageType.Close, reason);

    private static byte[] Auth(HocuspocusAuthType type, string text)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint((ulong)HocuspocusMessageType.Auth);
        writer.WriteVarUint((ulong)type);
        writer.WriteVarString(text);
        return writer.ToArray();
    }

    private static byte[] Text(HocuspocusMessageType type, string text)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint((ulong)type);
        writer.WriteVarString(text);
        return writer.ToArray();
    }
}
