namespace Collab.Core.Storage.FileStore;

/// <summary>A document whose deletion is to be logged.</summary>
internal sealed class DeleteRequest(DocumentName document, CancellationToken cancellation) : LogRequest(cancellation)
{
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DocumentName Document { get; } = document;

    /// <summary>Whether there was something to delete.</summary>
    public Task<bool> Task => _completion.Task;

    public void Complete(bool deleted) => _completion.TrySetResult(deleted);

    public override void Cancel() => _completion.TrySetCanceled(Cancellation);

    public override void Fail(Exception failure) => _completion.TrySetException(failure);
}
