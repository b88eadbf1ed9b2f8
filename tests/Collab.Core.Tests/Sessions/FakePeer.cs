using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>A client with a replica of its own, on a connection whose frames a test reads one by one.</summary>
public sealed class FakePeer(ulong client, int outboxBytes = 1 << 20) : IPeer
{
    /// <summary>A liveness bound, far above what anything here takes. No token beside it: to wait with one, a semaphore hops
    /// through the thread pool, where <see cref="StepScheduler"/> cannot follow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OutboxReader _reader = new(outboxBytes);
    private PeerLink? _link;

    public string Id { get; } = $"peer-{client}";

    public DocumentAccess Access { get; init; } = new(AccessRight.Write);

    public bool WantsStatus { get; init; }

    public PeerAcknowledgement Acknowledgement { get; init; }

    public Outbox Outbox => _reader.Outbox;

    public Document Document { get; } = new(new DocumentOptions { ClientId = new ClientId(client) });

    public string Text => Document.GetText("text").ToString();

    public TaskCompletionSource<PeerClose> Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Close(PeerClose close)
    {
        Closed.TrySetResult(close);
        Outbox.Complete();
    }

    /// <summary>Connects, and reads the server's step 1, unless that comes only with the answer to its own.</summary>
    public async Task<ReadOnlyMemory<byte>> ConnectAsync(SessionRegistry sessions, DocumentName name)
    {
        var connected = await sessions.ConnectAsync(name, this, TestContext.Current.CancellationToken);
        Assert.Equal(default, connected.Refusal);
        _link = connected.Link;
        return Acknowledgement == PeerAcknowledgement.SyncStatus ? default : await ReadStep1Async();
    }

    /// <summary>Connects and syncs as y-websocket does, or Hocuspocus' provider.</summary>
    public async Task JoinAsync(SessionRegistry sessions, DocumentName name)
    {
        var serverVector = await ConnectAsync(sessions, name);
        await SendAsync(YWebsocketFrame.Step1(Document.EncodeStateVector()));
        if (Acknowledgement == PeerAcknowledgement.SyncStatus)
        {
            serverVector = await ReadStep1Async();
        }

        await SendAsync(YWebsocketFrame.Step2(Document.EncodeStateAsUpdate(StateVector.Decode(serverVector.Span))));
        await ReadUntilAsync(InboundKind.SyncStep2);
    }

    private async Task<ReadOnlyMemory<byte>> ReadStep1Async()
    {
        var message = await NextAsync();
        Assert.Equal(InboundKind.SyncStep1, message.Kind);
        return message.Payload;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frame) =>
        await _link!.ReceiveAsync(frame, CancellationToken.None).AsTask().WaitAsync(Patience);

    /// <summary>Sends frames as a transport does that read them at once.</summary>
    public async Task SendTogetherAsync(params ReadOnlyMemory<byte>[] frames)
    {
        var ends = new int[frames.Length];
        var bytes = new byte[frames.Sum(frame => frame.Length)];
        for (int i = 0, end = 0; i < frames.Length; i++)
        {
            frames[i].CopyTo(bytes.AsMemory(end));
            ends[i] = end += frames[i].Length;
        }

        await _link!.ReceiveAsync(new ReceivedFrames(bytes, ends), CancellationToken.None).AsTask().WaitAsync(Patience);
    }

    public void SetAccess(DocumentAccess access) => _link!.SetAccess(access);

    public void Leave() => _link!.Leave();

    /// <summary>Types at the end of the text and sends it.</summary>
    public async Task<byte[]> TypeAsync(string text)
    {
        var update = Edit(text);
        await SendAsync(YWebsocketFrame.Update(update));
        return update;
    }

    /// <summary>Types at the end of the text without sending it.</summary>
    public byte[] Edit(string text) =>
        Document.TransactAndEncode(_ => Document.GetText("text").Insert(Document.GetText("text").Length, text))!;

    /// <summary>Reads the next message; updates are applied to the replica. Of what is for other dialects the payload is all that
    /// follows the type.</summary>
    public async Task<InboundMessage> NextAsync()
    {
        var (any, frame) = await _reader.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.True(any, "the connection ended");
        var offset = 0;
        Assert.True(YWebsocketFrame.TryRead(frame, ref offset, out var message));
        Assert.Equal(frame.Length, offset);
        if (message.Kind == InboundKind.Unknown)
        {
            message = message with { Payload = frame[1..] };
        }

        if (message.Kind is InboundKind.SyncStep2 or InboundKind.SyncUpdate)
        {
            Document.ApplyUpdate(message.Payload.Span);
        }

        return message;
    }

    public async Task<InboundMessage> ReadUntilAsync(InboundKind kind)
    {
        while (true)
        {
            var message = await NextAsync();
            if (message.Kind == kind)
            {
                return message;
            }
        }
    }

    public async Task ReadUntilTextAsync(string text)
    {
        while (Text != text)
        {
            await NextAsync();
        }
    }

    /// <summary>Reads everything that is sent up to the echo of a barrier of its own.</summary>
    public async Task<List<InboundMessage>> ReadUntilSavedAsync(string mark)
    {
        await SendAsync(YWebsocketFrame.Barrier(System.Text.Encoding.UTF8.GetBytes(mark)));
        var messages = new List<InboundMessage>();
        while (true)
        {
            var message = await NextAsync();
            if (message.Kind == InboundKind.Barrier && message.Payload.Span.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(mark)))
            {
                return messages;
            }

            messages.Add(message);
        }
    }

    public static async Task<T> SoonAsync<T>(Task<T> task) => await task.WaitAsync(Patience);

    public static ReadOnlyMemory<byte> Awareness(ulong client, ulong clock, string json) => Awareness((client, clock, json));

    public static ReadOnlyMemory<byte> Awareness(params (ulong Client, ulong Clock, string Json)[] states)
    {
        var writer = new Lib0Writer();
        writer.WriteVarUint((ulong)states.Length);
        foreach (var (client, clock, json) in states)
        {
            writer.WriteVarUint(client);
            writer.WriteVarUint(clock);
            writer.WriteVarString(json);
        }

        return YWebsocketFrame.Awareness(writer.WrittenSpan);
    }

    /// <summary>What an awareness message says, as in <c>1@7 {}, 2@1 null</c>.</summary>
    public static string ReadAwareness(InboundMessage message)
    {
        Assert.Equal(InboundKind.Awareness, message.Kind);
        var reader = new AwarenessReader(message.Payload.Span, new AwarenessLimits());
        var said = new List<string>();
        while (reader.TryRead(out var entry))
        {
            said.Add($"{entry.Client}@{entry.Clock} {System.Text.Encoding.UTF8.GetString(entry.State)}");
        }

        return string.Join(", ", said);
    }
}
