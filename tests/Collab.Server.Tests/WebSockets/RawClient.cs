using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.WebSockets;

/// <summary>A client that writes each byte of its frames itself, so that it can break every rule.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    /// <summary>The key of RFC 6455's own example, and what has to be answered.</summary>
    public const string Document = "any";
    public const string Key = "dGhlIHNhbXBsZSBub25jZQ==";
    public const string Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    /// <summary>A liveness bound, far above what anything here takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly byte[] Mask = [0x37, 0xfa, 0x21, 0x3d];

    private readonly TcpClient _tcp = new() { NoDelay = true };

    public NetworkStream Stream => _tcp.GetStream();

    /// <summary>What the server answered the handshake with, without the lines' ends.</summary>
    public List<string> Answer { get; } = [];

    public string Status => Answer[0];

    public static Task<RawClient> OpenAsync(EmbeddedHost host, params string[] headers) => OpenPathAsync(host, $"/sync/{Document}", headers);

    /// <param name="path">As it goes into the request line.</param>
    public static async Task<RawClient> OpenPathAsync(EmbeddedHost host, string path, params string[] headers)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(host.Address.Host, host.Address.Port, TestContext.Current.CancellationToken);
        string[] lines =
        [
            $"GET {path} HTTP/1.1",
            $"Host: {host.Address.Authority}",
            .. headers.Length > 0 ? headers : Headers(),
            "",
            "",
        ];
        await client.SendRawAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
        while (await client.ReadLineAsync() is { Length: > 0 } line)
        {
            client.Answer.Add(line);
        }

        return client;
    }

    /// <summary>Connects, and reads the server's step 1.</summary>
    public static async Task<RawClient> JoinAsync(EmbeddedHost host)
    {
        var client = await OpenAsync(host);
        Assert.Equal("HTTP/1.1 101 Switching Protocols", client.Status);
        Assert.Equal([0, 0, 1, 0], (await client.ReadAsync()).Payload);
        return client;
    }

    /// <summary>The headers of a good handshake, but for one.</summary>
    public static string[] Headers(string? name = null, string? value = null)
    {
        var headers = new Dictionary<string, string?>
        {
            ["Upgrade"] = "websocket",
            ["Connection"] = "keep-alive, Upgrade",
            ["Sec-WebSocket-Version"] = "13",
            ["Sec-WebSocket-Key"] = Key,
        };
        if (name is not null)
        {
            headers[name] = value;
        }

        return [.. headers.Where(header => header.Value is not null).Select(header => $"{header.Key}: {header.Value}")];
    }

    /// <summary>A frame as RFC 6455 has it, masked.</summary>
    /// <param name="first">The final bit, the reserved bits and the opcode.</param>
    public static byte[] Frame(byte first, params byte[] payload)
    {
        var length = payload.Length switch
        {
            < 126 => new[] { (byte)(0x80 | payload.Length) },
            <= ushort.MaxValue => [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        return [first, .. length, .. Mask, .. payload.Select((value, at) => (byte)(value ^ Mask[at % 4]))];
    }

    /// <summary>A message that the server answers with the same.</summary>
    public static byte[] Barrier(params byte[] mark) => [102, (byte)mark.Length, .. mark];

    /// <summary>Sends a barrier and reads its echo: what was sent before is handled, and the connection is well.</summary>
    public async Task AssertAliveAsync()
    {
        var barrier = Barrier(42);
        await SendRawAsync(Frame(0x82, barrier));
        Assert.Equal(barrier, (await ReadAsync()).Payload);
    }

    /// <summary>Reads over what comes back of what it sent, to the answer that all of it is saved.</summary>
    public async Task WhenSavedAsync()
    {
        var barrier = Barrier(41);
        await SendRawAsync(Frame(0x82, barrier));
        while (!(await ReadAsync()).Payload.AsSpan().SequenceEqual(barrier))
        {
        }
    }

    public async Task SendRawAsync(params byte[] bytes) => await Stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Reads one frame of the server, which must not be masked.</summary>
    public async Task<(byte First, byte[] Payload)> ReadAsync()
    {
        var head = await ReadBytesAsync(2);
        Assert.Equal(0, head[1] & 0x80);
        var length = (head[1] & 0x7f) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadBytesAsync(2)),
            127 => (int)BinaryPrimitives.ReadInt64BigEndian(await ReadBytesAsync(8)),
            var small => small,
        };
        return (head[0], await ReadBytesAsync(length));
    }

    /// <summary>Reads up to the server's close, and tells its code and reason.</summary>
    public async Task<(int Code, string Reason)> ReadCloseAsync()
    {
        while (true)
        {
            var (first, payload) = await ReadAsync();
            if (first == 0x88)
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(payload), Encoding.UTF8.GetString(payload.AsSpan(2)));
            }
        }
    }

    /// <summary>Waits until the server has ended the connection, with an end or a reset.</summary>
    public async Task ReadEndAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (await Stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience) > 0)
            {
            }
        }
        catch (IOException)
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
        return bytes;
    }

    private async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
        {
            line.Append((char)(await ReadBytesAsync(1))[0]);
        }

        return line.ToString(0, line.Length - 2);
    }
}
