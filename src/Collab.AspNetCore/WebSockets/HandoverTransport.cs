using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Collab.AspNetCore.WebSockets;

/// <summary>A connection's pipes as HTTP sees them: when HTTP is done with them they live on for whoever took the connection over.</summary>
/// <remarks>All that HTTP holds for a request, about 7 kB, is let go then, instead of being held for as long as a WebSocket is open.</remarks>
internal sealed class HandoverTransport : IDuplexPipe
{
    private readonly ConnectionContext _connection;
    private Func<CancellationToken, Task>? _next;

    public HandoverTransport(ConnectionContext connection)
    {
        _connection = connection;
        Input = new Reader(this, connection.Transport.Input);
        Output = new Writer(this, connection.Transport.Output);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    private bool IsTaken => _next is not null;

    /// <summary>Takes the connection over, once the request that is being served has ended.</summary>
    /// <param name="next">Serves the connection until its end; is told by the token when it is lost.</param>
    public void Take(Func<CancellationToken, Task> next) => _next = next;

    public void Abort() => _connection.Abort(new ConnectionAbortedException("the WebSocket was given up"));

    /// <summary>To be called when HTTP is done.</summary>
    public Task ContinueAsync() => _next?.Invoke(_connection.ConnectionClosed) ?? Task.CompletedTask;

    private sealed class Reader(HandoverTransport transport, PipeReader inner) : PipeReader
    {
        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null)
        {
            if (!transport.IsTaken)
            {
                inner.Complete(exception);
            }
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);
    }

    private sealed class Writer(HandoverTransport transport, PipeWriter inner) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
            if (!transport.IsTaken)
            {
                inner.Complete(exception);
            }
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(source, cancellationToken);
    }
}
