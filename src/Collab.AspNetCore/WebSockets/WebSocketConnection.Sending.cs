namespace Collab.AspNetCore.WebSockets;

// What goes out: all that waits leaves in one write.
internal sealed partial class WebSocketConnection : IThreadPoolWorkItem
{
    /// <summary>What goes into one write, or a little more.</summary>
    private const int WriteBytes = 64 * 1024;

    /// <summary>The longest frame: between those of a large message others can be sent, and little of it waits in buffers.</summary>
    private const int FragmentBytes = 64 * 1024;

    /// <summary>Completes when nothing is sent any more: the close is, or the connection is gone.</summary>
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often it was woken since it last found nothing to send; above 0 it is sending, or has ended. Begins as if it were
    /// sending, until it runs.</summary>
    private int _wakes = 1;

    private ClosingWith? _closing;
    private bool _peerCloses;
    private byte[]? _pong;
    private OutboundMessage _message;
    private int _messageSent;
    private bool _inMessage;

    private bool IsClosing => Volatile.Read(ref _closing) is not null;

    /// <summary>Has the connection look whether the dialect has something to send. Returns at once.</summary>
    /// <param name="mayWriteHere">Whether what there is may be written within this call.</param>
    public void Wake(bool mayWriteHere = false)
    {
        if (Interlocked.Increment(ref _wakes) != 1)
        {
            return;
        }

        if (mayWriteHere)
        {
            Execute();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Sends until nothing waits. Its end for good is <see cref="_sent"/>, whatever happens.</summary>
    public async void Execute()
    {
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref _wakes);
                while (TryWrite(out var isEnd))
                {
                    var flushed = await _output.FlushAsync(CancellationToken.None);
                    if (isEnd || flushed.IsCompleted || flushed.IsCanceled)
                    {
                        EndBy(_clock.Now + (_isBroken ? BrokenTimeout : CloseTimeout));
                        _sent.TrySetResult();
                        return;
                    }
                }
            }
            while (Interlocked.CompareExchange(ref _wakes, 0, seen) != seen);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            Abort();
            _sent.TrySetResult();
        }
        catch (Exception exception)
        {
            Abort();
            _sent.TrySetException(exception);
        }
    }

    private Task StopSendingAsync()
    {
        Volatile.Write(ref _peerCloses, true);
        Close(CloseCodes.NormalClosure);
        Wake();
        return _sent.Task;
    }

    /// <summary>Puts what waits into the output.</summary>
    /// <param name="isEnd">Whether the close is the last of it.</param>
    /// <returns>False if nothing waits.</returns>
    private bool TryWrite(out bool isEnd)
    {
        // Looked at first: what the dialect had when it closed is still sent.
        var closing = Volatile.Read(ref _closing);
        isEnd = false;
        var any = TryWriteControl();
        if (!Volatile.Read(ref _peerCloses))
        {
            var written = 0;
            while (_inMessage || _dialect.TryTakeFrame(out _message))
            {
                written += WriteFragment();
                if (written >= WriteBytes)
                {
                    return true;
                }
            }

            any |= written > 0 || TryWriteKeepAlive();
        }

        if (closing is not null)
        {
            FrameWriter.WriteClose(_output, closing.Close);
            isEnd = true;
        }

        return any | isEnd;
    }

    private bool TryWriteControl()
    {
        var any = false;
        if (Interlocked.Exchange(ref _pong, null) is { } pong)
        {
            FrameWriter.WriteControl(_output, Opcode.Pong, pong);
            any = true;
        }

        if (_isPingDue)
        {
            _isPingDue = false;
            FrameWriter.WriteControl(_output, Opcode.Ping, default);
            any = true;
        }

        return any;
    }

    private bool TryWriteKeepAlive()
    {
        if (!_isKeepAliveDue)
        {
            return false;
        }

        _isKeepAliveDue = false;
        if (_dialect.KeepAlive is not { IsEmpty: false } message)
        {
            return false;
        }

        FrameWriter.Write(_output, Opcode.Binary, true, default, message.Span);
        return true;
    }

    /// <summary>Writes a message, or the next part of a large one.</summary>
    /// <returns>How many bytes of it.</returns>
    private int WriteFragment()
    {
        var prefix = _message.Prefix.Span;
        var body = _message.Body.Span;
        var left = _message.Length - _messageSent;
        var length = Math.Min(left, FragmentBytes);
        var opcode = _inMessage ? Opcode.Continuation : Opcode.Binary;
        if (_messageSent > 0)
        {
            // A prefix is shorter than a fragment, hence it left in the first.
            body = body[(_messageSent - prefix.Length)..];
            prefix = default;
        }

        FrameWriter.Write(_output, opcode, length == left, prefix, body[..(length - prefix.Length)]);
        _lastSent = _clock.Now;
        _isKeepAliveDue = false;
        _inMessage = length < left;
        _messageSent = _inMessage ? _messageSent + length : 0;
        if (!_inMessage)
        {
            // The bytes may be a whole document, and the next message may be long in coming.
            _message = default;
        }

        return length;
    }
}
