namespace Collab.Core.Storage.FileStore;

/// <summary>A batch to be appended.</summary>
internal sealed class AppendRequest(AppendBatch batch, CancellationToken cancellation) : LogRequest(cancellation)
{
    private readonly TaskCompletionSource<IReadOnlyList<AppendResult>> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AppendBatch Batch { get; } = batch;

    /// <summary>The bytes of all updates.</summary>
    public long Bytes { get; } = batch.Documents.Sum(document => document.Updates.Sum(update => (long)update.Length));

    public Task<IReadOnlyList<AppendResult>> Task => _completion.Task;

    public void Complete(IReadOnlyList<AppendResult> results) => _completion.TrySetResult(results);

    public override void Cancel() => _completion.TrySetCanceled(Cancellation);

    public override void Fail(Exception failure) => _completion.TrySetException(failure);
}
