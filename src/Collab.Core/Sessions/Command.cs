using Collab.Core.Documents;

namespace Collab.Core.Sessions;

internal enum CommandKind
{
    Join,
    Leave,
    Frames,
    Access,
    Host,
    Drained,
    Committed,
    StoreFailing,
    Compacted,
    Reopened,
    Notified,
    AwarenessTold,
    Tick,
    Stop,
    Abandon,
    Delete,
    Evict,
}

/// <summary>What a session's loop is asked to do. Frames are bounded by each peer's credits and host calls by the registry's;
/// how often access changes is the host's affair; of every other kind at most one a peer or one a session waits at a time.</summary>
internal readonly record struct Command(CommandKind Kind, PeerState? Peer, ReceivedFrames Frames, object? Argument)
{
    public static Command Join(JoinRequest request) => new(CommandKind.Join, request.Peer, default, request);

    public static Command Leave(PeerState peer) => new(CommandKind.Leave, peer, default, null);

    public static Command Received(PeerState peer, ReceivedFrames frames) => new(CommandKind.Frames, peer, frames, null);

    public static Command Refused(PeerState peer, string reason) => new(CommandKind.Frames, peer, default, reason);

    public static Command Access(PeerState peer, DocumentAccess access) => new(CommandKind.Access, peer, default, access);

    public static Command Host(HostCall call) => new(CommandKind.Host, null, default, call);

    public static Command Drained(PeerState peer) => new(CommandKind.Drained, peer, default, null);

    public static Command Of(CommandKind kind, object? argument = null) => new(kind, null, default, argument);
}

/// <summary>A peer that wants to join, and the answer it waits for.</summary>
internal sealed class JoinRequest(PeerState peer)
{
    private readonly TaskCompletionSource<JoinAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PeerState Peer { get; } = peer;

    public Task<JoinAnswer> Answer => _answer.Task;

    public void Accept() => _answer.TrySetResult(new JoinAnswer(JoinOutcome.Joined, default));

    public void Refuse(PeerClose close) => _answer.TrySetResult(new JoinAnswer(JoinOutcome.Refused, close));

    /// <summary>The session was already ending: the next one has to be asked.</summary>
    public void Retry() => _answer.TrySetResult(new JoinAnswer(JoinOutcome.SessionEnded, default));
}

internal enum JoinOutcome
{
    Joined,
    Refused,
    SessionEnded,
}

internal readonly record struct JoinAnswer(JoinOutcome Outcome, PeerClose Close);

/// <summary>Something the host wants done with the document on the session's loop.</summary>
/// <param name="edits">Whether the body may change the document: it then runs in a transaction, which is relayed and logged.</param>
internal sealed class HostCall(Action<Document> body, bool edits)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Action<Document> Body { get; } = body;

    public bool Edits { get; } = edits;

    /// <summary>Completes once what it changed is durable; false if the session had ended before.</summary>
    public Task<bool> Done => _done.Task;

    /// <summary>The sequence that must be durable.</summary>
    public long Sequence { get; set; }

    public void Complete() => _done.TrySetResult(true);

    public void Retry() => _done.TrySetResult(false);

    public void Fail(Exception exception) => _done.TrySetException(exception);
}
