using System.Net.WebSockets;
using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Server.Tests.Embedding;

namespace Collab.Server.Tests.Hocuspocus;

/// <summary>A socket on which a test speaks Hocuspocus, message by message.</summary>
internal sealed class HocuspocusClient(ClientWebSocket socket) : IDisposable
{
    /// <summary>How the body of a step 2 begins.</summary>
    public const string Step2 = "0001";

    public static async Task<HocuspocusClient> ConnectAsync(EmbeddedHost host) => new(await host.ConnectToAsync("hocuspocus"));

    /// <summary>An update that types a text at the start of the root "text".</summary>
    public static byte[] Typed(ulong client, string text)
    {
        var document = new Document(new DocumentOptions { ClientId = new ClientId(client) });
        return document.TransactAndEncode(_ => document.GetText("text").Insert(0, text))!;
    }

    public async Task SendRawAsync(params byte[] frame) =>
        await socket.SendAsync(frame, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

    public Task SendAsync(string address, params byte[] body)
    {
        var writer = new Lib0Writer();
        writer.WriteVarString(address);
        writer.WriteBytes(body);
        return SendRawAsync(writer.ToArray());
    }

    public Task SendTokenAsync(string address, string token, string? version = "4.8.0")
    {
        var writer = new Lib0Writer();
        writer.WriteBytes([2, 0]);
        writer.WriteVarString(token);
        if (version is not null)
        {
            writer.WriteVarString(version);
        }

        return SendAsync(address, writer.ToArray());
    }

    /// <summary>Opens a document as a provider does, up to the answer to its step 2.</summary>
    public async Task OpenAsync(string address, string token = "")
    {
        await SendTokenAsync(address, token);
        await SendAsync(address, 0, 0, 1, 0);
        await ReadUntilAsync(address, Step2);
        await SendAsync(address, 0, 1, 2, 0, 0);
        await ReadUntilAsync(address, "0801");
    }

    /// <summary>Reads the next message as its address and its body in hex.</summary>
    public async Task<(string Address, string Body)> NextAsync()
    {
        var frame = await EmbeddedHost.ReceiveAsync(socket);
        Assert.NotNull(frame);
        if (frame.Length == 1)
        {
            return ("", Convert.ToHexStringLower(frame));
        }

        var reader = new Lib0Reader(frame);
        return (reader.ReadVarString(), Convert.ToHexStringLower(reader.TakeRest()));
    }

    /// <summary>Reads up to a message, whatever comes before it.</summary>
    /// <param name="start">How its body begins, in hex.</param>
    public async Task<List<string>> ReadUntilAsync(string address, string start)
    {
        var bodies = new List<string>();
        while (true)
        {
            var (from, body) = await NextAsync();
            if (from == address)
            {
                bodies.Add(body);
                if (body.StartsWith(start, StringComparison.Ordinal))
                {
                    return bodies;
                }
            }
        }
    }

    public Task<(int Code, string? Reason)> ReadCloseAsync() => EmbeddedHost.ReadCloseAsync(socket);

    public void Dispose() => socket.Dispose();
}
