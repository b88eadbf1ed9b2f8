using System.Buffers.Binary;
using System.Net.Sockets;

namespace Collab.Server.Tests.Postgres;

/// <summary>Cuts what arrives on a socket into the messages of PostgreSQL's protocol: a type, the length of the rest with itself
/// (4 bytes, big-endian), the rest. A client's first message has no type.</summary>
internal sealed class PostgresMessages(Socket socket, bool fromClient) : IDisposable
{
    private const int LengthBytes = 4;

    private readonly BufferedStream _input = new(new NetworkStream(socket), 64 * 1024);
    private bool _started = !fromClient;

    public void Dispose() => _input.Dispose();

    /// <summary>Reads one message with its header; null at the end of the connection, whole or not.</summary>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var header = new byte[_started ? 1 + LengthBytes : LengthBytes];
            _started = true;
            await _input.ReadExactlyAsync(header, cancellationToken);
            var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(header.Length - LengthBytes));
            var message = new byte[header.Length - LengthBytes + length];
            header.CopyTo(message, 0);
            await _input.ReadExactlyAsync(message.AsMemory(header.Length), cancellationToken);
            return message;
        }
        catch (Exception end) when (end is IOException or SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
