using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Filtering;

/// <summary>A peer's way into its session, past the host's filters. Where there are none it is that way itself.</summary>
internal sealed class FilteredLink(PeerLink link, UpdateFilters filters, DocumentName document, IPeer peer)
{
    /// <inheritdoc cref="PeerLink.SetAccess"/>
    public void SetAccess(DocumentAccess access) => link.SetAccess(access);

    /// <inheritdoc cref="PeerLink.Leave"/>
    public void Leave() => link.Leave();

    /// <inheritdoc cref="PeerLink.ReceiveAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    public ValueTask ReceiveAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        ReceiveAsync(new ReceivedFrames(frame, default), cancellationToken);

    /// <inheritdoc cref="PeerLink.ReceiveAsync(ReceivedFrames, CancellationToken)"/>
    public ValueTask ReceiveAsync(ReceivedFrames frames, CancellationToken cancellationToken) =>
        filters.IsEmpty ? link.ReceiveAsync(frames, cancellationToken) : FilterAsync(frames, cancellationToken);

    private async ValueTask FilterAsync(ReceivedFrames frames, CancellationToken cancellationToken)
    {
        for (int i = 0, start = 0; i < frames.Count; start = frames.EndOf(i), i++)
        {
            await FilterAsync(frames.Bytes[start..frames.EndOf(i)], cancellationToken);
        }
    }

    /// <summary>Passes on what is allowed; where something is not, the session is told so, in its place.</summary>
    private async ValueTask FilterAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var passed = 0;
        for (int start = 0, end = 0; TryRead(frame, ref end, out var message); start = end)
        {
            if (!IsChange(message)
                || await filters.WhyRefusedAsync(new UpdateRequest(document, peer.Access, message.Payload), cancellationToken) is not { } reason)
            {
                continue;
            }

            if (start > passed)
            {
                await link.ReceiveAsync(frame[passed..start], cancellationToken);
            }

            await link.RefuseAsync(reason, cancellationToken);
            passed = end;
        }

        if (passed < frame.Length)
        {
            await link.ReceiveAsync(frame[passed..], cancellationToken);
        }
    }

    /// <summary>Reads as the session does; what that cannot read it is given, and says so to the client.</summary>
    private static bool TryRead(ReadOnlyMemory<byte> frame, ref int offset, out InboundMessage message)
    {
        try
        {
            return YWebsocketFrame.TryRead(frame, ref offset, out message);
        }
        catch (MalformedUpdateException)
        {
            message = default;
            return false;
        }
    }

    /// <summary>An update of two zeros has nothing in it: a step 2 of a client that changed nothing.</summary>
    private static bool IsChange(InboundMessage message) =>
        message.Kind is InboundKind.SyncStep2 or InboundKind.SyncUpdate && !message.Payload.Span.SequenceEqual((ReadOnlySpan<byte>)[0, 0]);
}
