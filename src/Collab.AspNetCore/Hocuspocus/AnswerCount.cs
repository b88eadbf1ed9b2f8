using Collab.Core;
using Collab.Core.Codec;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.AspNetCore.Hocuspocus;

/// <summary>Decides which of a session's answers a provider is told, so that its own count is 0 only when all it changed is durable.</summary>
/// <remarks>
/// A provider sets its count to 1 when it sends a step 1, for the step 2 that it will be asked for; it adds 1 for each update, and takes
/// 1 off for each SyncStatus 1, whatever that answers. What it changed while it was away it sends too, after the step 1, and has not
/// counted it any more. So it is told nothing about what is older than its latest step 1: the step 2 has all of that. When a session ends, answers stay owed that the next one knows nothing of: that one is offered all the
/// client has in a step 2, whose answer stands for all of them and is told as often as they were owed.
/// </remarks>
internal sealed class AnswerCount
{
    private readonly Lock _lock = new();

    /// <summary>What the client does not count: first and last numbers of messages, ascending.</summary>
    private readonly LinkedList<(long First, long Last)> _uncounted = new();

    private long _owed;

    /// <summary>The state of the client at its step 1, until the step 2 that belongs to it has come.</summary>
    private StateVector? _atStep1;

    /// <summary>Messages that the session answers, and answers that came: both in the same order.</summary>
    private long _sent;
    private long _answered;
    private long _forgottenUpTo;

    /// <summary>What the last session left unanswered, and the step 2 whose answer settles it.</summary>
    private long _debt;
    private bool _hasDebt;
    private long _settledBy;

    /// <summary>Counts a message of the client.</summary>
    /// <param name="reachesSession">Whether a session will answer it.</param>
    public void Received(HocuspocusMessage message, bool reachesSession)
    {
        if (message.Type != HocuspocusMessageType.Sync || message.Body.Length < 2)
        {
            return;
        }

        lock (_lock)
        {
            var type = (SyncMessageType)message.Body.Span[1];
            if (type == SyncMessageType.Step1)
            {
                (_owed, _debt, _hasDebt, _forgottenUpTo) = (1, 0, false, _sent);
                _atStep1 = ReadStateVector(message.Body);
            }
            else if (type is SyncMessageType.Step2 or SyncMessageType.Update)
            {
                _sent += reachesSession ? 1 : 0;
                Count(type, message.Body, reachesSession);
            }
        }
    }

    /// <summary>Begins with another session, which has to take over what the last one left unanswered.</summary>
    public void Reopened()
    {
        lock (_lock)
        {
            (_debt, _owed, _hasDebt, _settledBy) = (_debt + _owed, 0, true, 0);
            (_sent, _answered, _forgottenUpTo, _atStep1) = (0, 0, 0, null);
            _uncounted.Clear();
        }
    }

    /// <summary>Counts an answer of the session.</summary>
    /// <returns>How often the client has to be told it.</returns>
    public long Answered(bool applied)
    {
        lock (_lock)
        {
            _answered++;
            return TimesToTell(applied);
        }
    }

    private long TimesToTell(bool applied)
    {
        if (_uncounted.First is { Value: var (first, last) } && first <= _answered)
        {
            if (last == _answered)
            {
                _uncounted.RemoveFirst();
            }

            return 0;
        }

        if (_hasDebt && _answered == _settledBy)
        {
            var debt = applied ? _debt : 0;
            (_debt, _hasDebt) = (0, false);
            return debt;
        }

        if (_answered <= _forgottenUpTo)
        {
            return 0;
        }

        _owed = Math.Max(0, _owed - 1);
        return 1;
    }

    private void Count(SyncMessageType type, ReadOnlyMemory<byte> body, bool reachesSession)
    {
        if (type == SyncMessageType.Update)
        {
            CountUpdate(body, reachesSession);
        }
        else if (_atStep1 is not null)
        {
            _atStep1 = null;
        }
        else if (_hasDebt && _settledBy == 0 && reachesSession)
        {
            _settledBy = _sent;
        }
        else if (reachesSession)
        {
            DoNotCount();
        }
    }

    /// <summary>What was changed before the step 1 is sent after it, and not counted. An update that only deletes does not show when it was
    /// made, and counts as older: at worst its client shows as unsaved until it connects anew, but never as saved too early.</summary>
    private void CountUpdate(ReadOnlyMemory<byte> body, bool reachesSession)
    {
        if (_atStep1 is null || EndsOf(body) is not { } ends || ends.Any(end => end.Value > _atStep1[end.Key]))
        {
            _owed++;
            return;
        }

        if (reachesSession)
        {
            DoNotCount();
        }
    }

    private void DoNotCount()
    {
        var first = _sent;
        if (_uncounted.Last is { Value: var last } && last.Last == _sent - 1)
        {
            first = last.First;
            _uncounted.RemoveLast();
        }

        _uncounted.AddLast((first, _sent));
    }

    /// <returns>For each client of which an update has blocks, where they end; null if it cannot be read, which the session says.</returns>
    private static IReadOnlyDictionary<ClientId, ulong>? EndsOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Updates.ReadMetadata(PayloadOf(body).Span).To;
        }
        catch (MalformedUpdateException)
        {
            return null;
        }
    }

    private static StateVector ReadStateVector(ReadOnlyMemory<byte> body)
    {
        try
        {
            return StateVector.Decode(PayloadOf(body).Span);
        }
        catch (MalformedUpdateException)
        {
            return StateVector.Empty;
        }
    }

    private static ReadOnlyMemory<byte> PayloadOf(ReadOnlyMemory<byte> body)
    {
        var offset = 0;
        YWebsocketFrame.TryRead(body, ref offset, out var message);
        return message.Payload;
    }
}
