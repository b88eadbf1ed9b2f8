using System.Buffers.Binary;

namespace Collab.Client;

/// <summary>Counts edits and knows up to which one the server has stored them: a barrier carries the count, and its echo, which comes when
/// all before it is durable, confirms all up to it.</summary>
/// <remarks>A refusal on a connection leaves in doubt which edits are meant, so that nothing is confirmed on it any more.</remarks>
internal sealed class Savings
{
    private readonly Lock _lock = new();
    private readonly Queue<(ulong Edits, TaskCompletionSource Saved)> _waiting = new();
    private TaskCompletionSource? _newest;
    private ulong _newestEdits;
    private ulong _edits;
    private ulong _confirmed;

    /// <summary>The newest question, and the edits that it asks for; those are 0 while none is under way.</summary>
    private ulong _question;
    private ulong _asked;
    private string? _refusal;
    private Exception? _end;

    public bool HasUnsaved
    {
        get
        {
            lock (_lock)
            {
                return _confirmed < _edits;
            }
        }
    }

    /// <summary>Whether something of this connection was refused.</summary>
    public bool IsRefused
    {
        get
        {
            lock (_lock)
            {
                return _refusal is not null;
            }
        }
    }

    public void Edited()
    {
        lock (_lock)
        {
            _edits++;
        }
    }

    /// <summary>Completes once all edits up to now are confirmed.</summary>
    public Task WhenSavedAsync()
    {
        lock (_lock)
        {
            if (_confirmed >= _edits)
            {
                return Task.CompletedTask;
            }

            if (_end is not null)
            {
                return Task.FromException(_end);
            }

            if (_refusal is not null)
            {
                return Task.FromException(new CollabRefusedException(_refusal));
            }

            // One a count of edits, however many ask and give up.
            if (_newest is not { Task.IsCompleted: false } || _newestEdits != _edits)
            {
                _newest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _newestEdits = _edits;
                _waiting.Enqueue((_edits, _newest));
            }

            return _newest.Task;
        }
    }

    /// <returns>The payload of a barrier, if one is to be sent: one at a time is under way.</returns>
    public byte[]? TakeQuestion()
    {
        lock (_lock)
        {
            if (_asked > 0 || _confirmed >= _edits || _refusal is not null)
            {
                return null;
            }

            _asked = _edits;
            var payload = new byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(payload, ++_question);
            return payload;
        }
    }

    /// <summary>A barrier came back.</summary>
    /// <returns>Whether there is more to ask for.</returns>
    public bool Answered(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (_asked == 0 || !BinaryPrimitives.TryReadUInt64LittleEndian(payload, out var question) || question != _question)
            {
                return false;
            }

            var edits = _asked;
            _asked = 0;
            if (_refusal is not null)
            {
                return false;
            }

            _confirmed = edits;
            while (_waiting.TryPeek(out var first) && first.Edits <= _confirmed)
            {
                _waiting.Dequeue().Saved.TrySetResult();
            }

            return _confirmed < _edits;
        }
    }

    /// <summary>The server does not take an edit of this connection; whoever waits is told.</summary>
    public void Refused(string reason)
    {
        lock (_lock)
        {
            _refusal ??= reason;
            Fail(() => new CollabRefusedException(reason));
        }
    }

    /// <summary>The connection has ended: answers to what was asked do not come any more, and the next one offers all again.</summary>
    public void Disconnected()
    {
        lock (_lock)
        {
            (_refusal, _asked) = (null, 0);
        }
    }

    /// <summary>Nothing is saved any more, unless the client begins again.</summary>
    /// <param name="end">Makes what those who wait get.</param>
    public void End(Func<Exception> end)
    {
        lock (_lock)
        {
            _end = end();
            Fail(end);
        }
    }

    /// <summary>The client connects, maybe again after an end.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _end = null;
        }
    }

    private void Fail(Func<Exception> failure)
    {
        while (_waiting.TryDequeue(out var waiting))
        {
            waiting.Saved.TrySetException(failure());
        }
    }
}
