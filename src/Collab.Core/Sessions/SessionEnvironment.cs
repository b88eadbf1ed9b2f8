using Collab.Core.Documents;
using Collab.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Core.Sessions;

/// <summary>What sessions are given from outside, so that a simulator can put its own in.</summary>
public sealed class SessionEnvironment
{
    public required IDocumentStore Store { get; init; }

    public required DocumentSessionOptions Options { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    /// <summary>Where the loops run. Default: the thread pool.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the client ids under which the host edits documents, a new one for each session; and writer ids.</summary>
    public Random Random { get; init; } = Random.Shared;

    public IReadOnlyList<IDocumentListener> Listeners { get; init; } = [];

    public IReadOnlyList<IAwarenessListener> AwarenessListeners { get; init; } = [];

    public IReadOnlyList<ISessionListener> SessionListeners { get; init; } = [];

    /// <summary>Asked one after another; the first that has something for a document is the one that counts.</summary>
    public IReadOnlyList<IDocumentSeed> Seeds { get; init; } = [];

    /// <summary>Null if names of deleted documents may be used again at once.</summary>
    public IDeletedDocuments? DeletedDocuments { get; init; }

    /// <summary>Makes checkpoints; a test may put a faulty encoder in.</summary>
    internal Func<Document, byte[]> EncodeCheckpoint { get; init; } = static document => document.EncodeStateAsUpdate();

    /// <summary>Disposed of by the registry.</summary>
    internal SessionMetrics Metrics { get; } = new();

    /// <summary>Starts a loop or a piece of work; what it awaits goes on on the scheduler.</summary>
    internal Task Run(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler).Unwrap();
}
