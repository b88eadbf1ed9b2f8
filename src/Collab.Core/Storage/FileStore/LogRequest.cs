namespace Collab.Core.Storage.FileStore;

/// <summary>Something for the log to make durable; completed by the log's loop.</summary>
/// <param name="cancellation">Heeded until the loop takes the request: from then on its buffers are in use.</param>
internal abstract class LogRequest(CancellationToken cancellation)
{
    public CancellationToken Cancellation { get; } = cancellation;

    public abstract void Cancel();

    public abstract void Fail(Exception failure);
}
