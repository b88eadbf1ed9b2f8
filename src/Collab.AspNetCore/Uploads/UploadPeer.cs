using Collab.AspNetCore.Filtering;
using Collab.Core.Codec;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Uploads;

/// <summary>A request that brings one update, as a peer of the document for as long as that takes: all that holds for an update over a
/// WebSocket holds for it. It never asks for the document, so nothing is relayed to it.</summary>
internal sealed class UploadPeer : IPeer
{
    private const int OutboxBytes = 64 * 1024;

    /// <summary>What it is told when its update is durable.</summary>
    private static readonly byte[] Barrier = YWebsocketFrame.Barrier([0]);

    private readonly TaskCompletionSource<PeerClose?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public UploadPeer() => Outbox = new Outbox(OutboxBytes, _ => Look());

    public required string Id { get; init; }

    public required DocumentAccess Access { get; init; }

    public bool WantsStatus => false;

    public Outbox Outbox { get; }

    /// <summary>Sends the update in and waits until it is durable.</summary>
    /// <param name="frame">A sync message with the update; the session keeps it.</param>
    /// <returns>Why it was refused; null if it is durable.</returns>
    public async Task<PeerClose?> SendAsync(FilteredLink link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            await link.ReceiveAsync(frame, cancellationToken);
            await link.ReceiveAsync(Barrier, cancellationToken);
            Look();
            return await _ended.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            link.Leave();
        }
    }

    public void Close(PeerClose close)
    {
        Outbox.Complete();
        _ended.TrySetResult(close);
    }

    /// <summary>Takes what there is: only a refusal, which comes before the barrier's echo, and that echo count.</summary>
    private void Look()
    {
        while (Outbox.TryTake(out var frame))
        {
            if (frame.Span[0] == (byte)MessageType.Auth)
            {
                _ended.TrySetResult(new PeerClose(PeerClose.Forbidden.Code, ReasonOf(frame)));
            }
            else if (frame.Span.SequenceEqual(Barrier))
            {
                _ended.TrySetResult(null);
            }
        }
    }

    /// <summary>Reads a permission denied: two numbers, and why.</summary>
    private static string ReasonOf(ReadOnlyMemory<byte> frame)
    {
        var reader = new Lib0Reader(frame.Span);
        reader.ReadVarUint();
        reader.ReadVarUint();
        return reader.ReadVarString();
    }
}
