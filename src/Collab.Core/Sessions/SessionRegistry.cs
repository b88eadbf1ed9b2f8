using System.Collections.Concurrent;
using Collab.Core.Documents;

namespace Collab.Core.Sessions;

/// <summary>The open documents of a process: opens a session when its first peer comes, and lets go of it when it ends.</summary>
public sealed class SessionRegistry : IAsyncDisposable
{
    /// <summary>The meter on which the sessions, their commits and their checkpoints are measured.</summary>
    public const string MeterName = SessionMetrics.MeterName;

    private const int MaxHostCalls = 256;

    private static readonly TimeSpan DrainSpreadPerPeer = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<DocumentName, DocumentSession> _sessions = new();
    private readonly SemaphoreSlim _hostCredits = new(MaxHostCalls, MaxHostCalls);
    private readonly Lock _stopLock = new();

    /// <summary>Documents that are being deleted, and how many calls do so; under the lock.</summary>
    private readonly Dictionary<DocumentName, int> _deleting = [];

    private readonly SessionEnvironment _environment;
    private readonly CommitQueue _commits;
    private readonly LoadedBudget _loaded;
    private readonly DocumentLoader _loader;
    private readonly Compactor _compactor;
    private readonly SessionClock _clock;
    private Task? _stopped;

    public SessionRegistry(SessionEnvironment environment)
    {
        _environment = environment;
        _commits = new CommitQueue(environment);
        _loaded = new LoadedBudget(environment.Options.MaxLoadedBytes);
        _loader = new DocumentLoader(environment);
        _compactor = new Compactor(environment, _loader);
        environment.Metrics.Observe(this, _commits);
        _clock = new SessionClock(_sessions.Select(entry => entry.Value), environment.Time);
    }

    /// <summary>How many documents are open.</summary>
    public int Count => _sessions.Count;

    /// <summary>Whether the store fails to take what the sessions commit; it is kept and tried again.</summary>
    public bool IsStoreFailing => _commits.IsFailing;

    public bool IsStopping
    {
        get
        {
            lock (_stopLock)
            {
                return _stopped is not null;
            }
        }
    }

    /// <summary>Puts a peer into the document's session, opening it if need be.</summary>
    public async Task<ConnectResult> ConnectAsync(DocumentName document, IPeer peer, CancellationToken cancellationToken)
    {
        var state = new PeerState(peer);
        while (true)
        {
            if (!TryGetOrOpen(document, out var session, out var refusal))
            {
                return new ConnectResult(null, refusal);
            }

            var request = new JoinRequest(state);
            session.Post(Command.Join(request));
            var answer = await request.Answer;
            switch (answer.Outcome)
            {
                case JoinOutcome.Joined:
                    return new ConnectResult(new PeerLink(session, state, new PeerPace(_environment.Options, _environment.Time)), default);
                case JoinOutcome.Refused:
                    return new ConnectResult(null, answer.Close);
                default:
                    await session.Completion.WaitAsync(cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Reads from a document on its session's loop; what is read is durable when the task completes.</summary>
    /// <param name="read">Runs on the loop: short, and without keeping anything of the document.</param>
    /// <exception cref="Storage.StoreUnavailableException">The document cannot be loaded, or the server stops.</exception>
    /// <exception cref="DocumentDeletedException">The document is deleted, and its name remembered.</exception>
    public async Task<T> ReadAsync<T>(DocumentName document, Func<Document, T> read, CancellationToken cancellationToken)
    {
        var result = default(T);
        await CallAsync(
            document, () => new HostCall(opened => result = read(opened), edits: false), cancellationToken);
        return result!;
    }

    /// <summary>Edits a document; completes when the edit is durable.</summary>
    /// <param name="edit">Runs on the session's loop: short, and without keeping anything of the document.</param>
    /// <exception cref="Storage.StoreUnavailableException">The document cannot be loaded, or the server stops.</exception>
    /// <exception cref="DocumentDeletedException">The document is deleted, and its name remembered.</exception>
    public Task EditAsync(DocumentName document, Action<Document> edit, CancellationToken cancellationToken) =>
        CallAsync(document, () => new HostCall(edit, edits: true), cancellationToken);

    /// <summary>Deletes a document: closes those who have it open with 4404, lets nobody in meanwhile, and has the store forget it. A client
    /// that comes later begins a new document with what it has, unless <see cref="SessionEnvironment.DeletedDocuments"/> remembers the name.</summary>
    /// <returns>Whether something was stored.</returns>
    /// <exception cref="Storage.StoreUnavailableException">It may be there still, or the server stops; deleting can be tried again.</exception>
    public async Task<bool> DeleteAsync(DocumentName document, CancellationToken cancellationToken)
    {
        DocumentSession? session;
        lock (_stopLock)
        {
            if (_stopped is not null)
            {
                throw new Storage.StoreUnavailableException("the server stops");
            }

            _deleting[document] = _deleting.GetValueOrDefault(document) + 1;
            _sessions.TryGetValue(document, out session);
        }

        try
        {
            if (session is not null)
            {
                session.Post(Command.Of(CommandKind.Delete));
                await session.Completion.WaitAsync(cancellationToken);
            }

            return await _environment.Store.DeleteAsync(document, cancellationToken);
        }
        finally
        {
            lock (_stopLock)
            {
                if (--_deleting[document] == 0)
                {
                    _deleting.Remove(document);
                }
            }
        }
    }

    /// <summary>Lets nobody in any more, closes each peer once everything it sent is durable and it was told so, spread over
    /// <see cref="DocumentSessionOptions.DrainSpread"/>, and ends the sessions.</summary>
    /// <param name="abandon">Gives up on what the store does not take in time; clients bring it back.</param>
    public Task StopAsync(CancellationToken abandon)
    {
        lock (_stopLock)
        {
            return _stopped ??= StopOnceAsync(abandon);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _clock.Dispose();
        _environment.Metrics.Dispose();
        _hostCredits.Dispose();
        _compactor.Dispose();
    }

    private async Task StopOnceAsync(CancellationToken abandon)
    {
        var spread = DrainSpreadPerPeer * _environment.Metrics.Peers;
        var longest = _environment.Options.DrainSpread;
        foreach (var session in _sessions.Values)
        {
            session.Stop(spread < longest ? spread : longest);
        }

        try
        {
            await Task.WhenAll(_sessions.Values.Select(session => session.Completion)).WaitAsync(abandon);
        }
        catch (OperationCanceledException)
        {
            // What is left is named by the commit queue when it gives up.
            foreach (var session in _sessions.Values)
            {
                session.Post(Command.Of(CommandKind.Abandon));
            }
        }

        await _commits.StopAsync(abandon);
    }

    private async Task CallAsync(DocumentName document, Func<HostCall> newCall, CancellationToken cancellationToken)
    {
        await _hostCredits.WaitAsync(cancellationToken);
        await CarryOutAsync(document, newCall).WaitAsync(cancellationToken);
    }

    /// <summary>Sees a call to its end, though its caller may have given up: until then it takes memory, and a place.</summary>
    private async Task CarryOutAsync(DocumentName document, Func<HostCall> newCall)
    {
        try
        {
            while (true)
            {
                if (!TryGetOrOpen(document, out var session, out var refusal))
                {
                    throw refusal == PeerClose.Deleted
                        ? new DocumentDeletedException(document)
                        : new Storage.StoreUnavailableException("the server stops");
                }

                var call = newCall();
                session.Post(Command.Host(call));
                if (await call.Done)
                {
                    return;
                }

                await session.Completion;
            }
        }
        finally
        {
            _hostCredits.Release();
        }
    }

    private bool TryGetOrOpen(DocumentName document, out DocumentSession session, out PeerClose refusal)
    {
        refusal = PeerClose.Restarting;
        lock (_stopLock)
        {
            // Whoever waited for the session that the deletion ended comes here again.
            if (_deleting.ContainsKey(document))
            {
                (session, refusal) = (null!, PeerClose.Deleted);
                return false;
            }

            if (_sessions.TryGetValue(document, out session!))
            {
                return true;
            }

            if (_stopped is not null)
            {
                return false;
            }

            session = _sessions[document] = new DocumentSession(document, _environment, _commits, _loaded, _loader, _compactor, Forget);
            session.Start();
        }

        return true;
    }

    private void Forget(DocumentSession session) =>
        _sessions.TryRemove(new KeyValuePair<DocumentName, DocumentSession>(session.Name, session));
}

/// <summary>How connecting ended: with a link, or refused.</summary>
/// <param name="Link">Null if the peer was refused.</param>
/// <param name="Refusal">Why, if it was.</param>
public readonly record struct ConnectResult(PeerLink? Link, PeerClose Refusal);
