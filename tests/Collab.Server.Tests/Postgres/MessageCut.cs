namespace Collab.Server.Tests.Postgres;

/// <summary>Cuts one transaction's connection after a number of its messages, requests and answers counted together.</summary>
public sealed class MessageCut(int messages)
{
    private readonly TaskCompletionSource<bool> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _passed;

    /// <summary>Whether the connection was cut; false if the transaction was over before. Completes then.</summary>
    public Task<bool> WasCut => _over.Task;

    /// <summary>Counts a message.</summary>
    /// <returns>Whether it still passes.</returns>
    internal bool Passes()
    {
        if (_passed++ < messages)
        {
            return true;
        }

        _over.TrySetResult(true);
        return false;
    }

    /// <summary>The transaction was answered to its end.</summary>
    internal void End() => _over.TrySetResult(false);
}
