using Collab.Core.Sessions;

namespace Collab.Core.Tests.Sessions;

/// <summary>Everything that a host may hook into, written down in the order in which it was told.</summary>
public sealed class FakeHost : IDocumentSeed, IDocumentListener, IAwarenessListener, ISessionListener, IDeletedDocuments
{
    private TaskCompletionSource? _gate;
    private bool _holdsSeeds;

    public List<string> Heard { get; } = [];

    /// <summary>What documents begin with.</summary>
    public ReadOnlyMemory<byte>? Seed { get; set; }

    /// <summary>What all it is asked and told fails with, while set.</summary>
    public Exception? Failure { get; set; }

    public int Asked { get; private set; }

    /// <summary>The names that it remembers as deleted.</summary>
    public HashSet<DocumentName> Deleted { get; } = [];

    /// <summary>What asking for deleted names fails with, while set.</summary>
    public Exception? DeletedFailure { get; set; }

    public ValueTask<bool> IsDeletedAsync(DocumentName document, CancellationToken cancellationToken) =>
        DeletedFailure is { } failure ? throw failure : ValueTask.FromResult(Deleted.Contains(document));

    /// <summary>What it says of how it takes changes.</summary>
    public bool IsImmediate { get; set; }

    /// <summary>Makes what it is told, and if so wanted what it is asked, wait until <see cref="Release"/>.</summary>
    public void Hold(bool seeds = true) => (_gate, _holdsSeeds) = (new TaskCompletionSource(), seeds);

    public void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.SetResult();
    }

    public async ValueTask<ReadOnlyMemory<byte>?> LoadAsync(DocumentName document, CancellationToken cancellationToken)
    {
        Asked++;
        await AnswerAsync(_holdsSeeds);
        return Seed;
    }

    public Task CommittedAsync(CommittedChange change, CancellationToken cancellationToken) => HearAsync($"committed {change.Sequence}");

    public Task ChangedAsync(AwarenessChange change, CancellationToken cancellationToken) => HearAsync(string.Join(
        ", ", change.States.Select(state => $"{state.Client} {state.Subject ?? "nobody"} {state.Json ?? "gone"}")));

    public Task OpenedAsync(DocumentName document, CancellationToken cancellationToken) => HearAsync($"opened {document}");

    public Task ClosedAsync(DocumentName document, CancellationToken cancellationToken) => HearAsync($"closed {document}");

    private Task HearAsync(string what)
    {
        Heard.Add(what);
        return AnswerAsync(isHeld: true);
    }

    private async Task AnswerAsync(bool isHeld)
    {
        if (isHeld && _gate is { } gate)
        {
            await gate.Task;
        }

        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
