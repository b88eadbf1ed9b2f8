using System.IO.Pipelines;
using Collab.Core.Sessions;
using Microsoft.AspNetCore.Http;

namespace Collab.AspNetCore.WebSockets;

/// <summary>One client's WebSocket: gives what comes to a dialect, sends what the dialect has, until either side ends it.</summary>
/// <remarks>
/// One loop reads (<see cref="RunAsync"/>); whoever has something to send wakes the other side (<c>.Sending</c>), which runs on the thread
/// pool until nothing waits and holds nothing while it does not run. Neither has a timer (<c>.Times</c>). Neither keeps a buffer while it waits.
/// </remarks>
internal sealed partial class WebSocketConnection
{
    private readonly HttpContext? _context;
    private readonly HandoverTransport? _handover;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly WebSocketSettings _settings;
    private readonly ConnectionClock _clock;
    private IConnectionDialect _dialect = NoDialect.Instance;

    private WebSocketConnection(HttpContext context, IDuplexPipe transport, WebSocketSettings settings, ConnectionClock clock)
    {
        // A context that is kept keeps all of its request.
        _handover = transport as HandoverTransport;
        _context = _handover is null ? context : null;
        _input = transport.Input;
        _output = transport.Output;
        _settings = settings;
        _clock = clock;
        _lastReceived = _lastSent = clock.Now;
    }

    /// <summary>Upgrades a request in which <see cref="WebSocketHandshake.FindFault"/> finds none. The connection has to be run then.</summary>
    public static async ValueTask<WebSocketConnection> AcceptAsync(HttpContext context, WebSocketSettings settings, ConnectionClock clock) =>
        new(context, await WebSocketHandshake.AcceptAsync(context), settings, clock);

    /// <summary>Ends the connection once what the dialect has now is sent; the first call counts. Returns at once. A client that does not
    /// read has 5 s to take it, and as long to answer the close.</summary>
    public void Close(PeerClose close)
    {
        if (Interlocked.CompareExchange(ref _closing, new ClosingWith(close), null) is null)
        {
            EndBy(_clock.Now + CloseTimeout);
            Wake();
        }
    }

    /// <summary>Has the connection served by itself where the server can hand it over, so that its request can end; else within the
    /// request, whose end the task is.</summary>
    /// <param name="serve">Runs the connection; must not hold on to the request.</param>
    public Task DetachAsync(Func<CancellationToken, Task> serve, CancellationToken aborted)
    {
        if (_handover is null)
        {
            return serve(aborted);
        }

        _handover.Take(serve);
        return Task.CompletedTask;
    }

    /// <summary>Serves the connection until either side ends it.</summary>
    public async Task RunAsync(IConnectionDialect dialect, CancellationToken aborted)
    {
        _dialect = dialect;
        _clock.Add(this);
        Execute();
        try
        {
            await ReceiveAsync(aborted);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            // The connection is gone; what came before is with the dialect.
            Abort();
        }
        finally
        {
            await StopSendingAsync();
            _clock.Remove(this);
        }
    }

    /// <summary>Cuts the connection. Both sides meet the cut and end.</summary>
    public void Abort()
    {
        _handover?.Abort();
        _context?.Abort();
    }

    private async Task ReceiveAsync(CancellationToken aborted)
    {
        var messages = new MessageReader(_settings, _dialect.ReceivesText);
        while (true)
        {
            var result = await _input.ReadAsync(CancellationToken.None);
            if (result.IsCanceled && aborted.IsCancellationRequested)
            {
                throw new OperationCanceledException(aborted);
            }

            if (result.IsCanceled)
            {
                // A server that stops does that to ask for the end of requests. Who is still here is on the way out: cut off now, a peer
                // would not learn why.
                _input.AdvanceTo(result.Buffer.Start);
                continue;
            }

            Volatile.Write(ref _lastReceived, _clock.Now);
            var bytes = result.Buffer;
            var outcome = ReadOutcome.Full;
            try
            {
                while (outcome is ReadOutcome.Full or ReadOutcome.Ping or ReadOutcome.Refused)
                {
                    messages.Skips |= IsClosing;
                    outcome = messages.Read(bytes, out var consumed);
                    bytes = bytes.Slice(consumed);
                    if (messages.TryTake(out var frames) && !IsClosing)
                    {
                        await GiveAsync(frames, aborted);
                    }

                    Answer(outcome, messages);
                }
            }
            finally
            {
                _input.AdvanceTo(bytes.Start, bytes.End);
            }

            if (outcome == ReadOutcome.Broken)
            {
                await PassOverAsync();
                return;
            }

            if (outcome == ReadOutcome.Close || result.IsCompleted)
            {
                return;
            }
        }
    }

    private async ValueTask GiveAsync(ReceivedFrames frames, CancellationToken aborted)
    {
        // While it has to wait nothing is read, so the peer's silence is not its own.
        _isHeldUp = true;
        await _dialect.ReceiveAsync(frames, aborted);
        Volatile.Write(ref _lastReceived, _clock.Now);
        _isHeldUp = false;
    }

    private void Answer(ReadOutcome outcome, MessageReader messages)
    {
        switch (outcome)
        {
            case ReadOutcome.Ping:
                // Of several only the newest needs an answer (RFC 6455, 5.5.3).
                Volatile.Write(ref _pong, messages.Ping);
                Wake();
                break;
            case ReadOutcome.Close:
                Volatile.Write(ref _peerCloses, true);
                Close(messages.Close);
                Wake();
                break;
            case ReadOutcome.Broken:
                _isBroken = true;
                Close(messages.Close);
                break;
            case ReadOutcome.Refused:
                Close(messages.Close);
                break;
            default:
                break;
        }
    }

    /// <summary>Reads on to the end without looking: a connection that is cut while the peer still sends may lose the close, and with it
    /// the reason.</summary>
    private async ValueTask PassOverAsync()
    {
        while (await _input.ReadAsync(CancellationToken.None) is { IsCompleted: false, IsCanceled: false } result)
        {
            _input.AdvanceTo(result.Buffer.End);
        }
    }

    private static bool IsLoss(Exception exception) => exception is OperationCanceledException or IOException;

    private sealed record ClosingWith(PeerClose Close);

    /// <summary>Stands in until the connection runs.</summary>
    private sealed class NoDialect : IConnectionDialect
    {
        public static NoDialect Instance { get; } = new();

        public bool ReceivesText => false;

        public ReadOnlyMemory<byte> KeepAlive => default;

        public ValueTask ReceiveAsync(ReceivedFrames messages, CancellationToken cancellationToken) => default;

        public bool TryTakeFrame(out OutboundMessage message)
        {
            message = default;
            return false;
        }
    }
}
