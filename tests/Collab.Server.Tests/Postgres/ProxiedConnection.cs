using System.Net.Sockets;

namespace Collab.Server.Tests.Postgres;

/// <summary>One connection through a <see cref="CommitProxy"/>, which tells it message by message what to do.</summary>
internal sealed class ProxiedConnection(Socket client, Socket server, CommitProxy proxy)
{
    private readonly TaskCompletionSource _commitAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();

    // What the server still has to say that it is ready for more, the start-up first of all.
    private int _unanswered = 1;
    private int _answersBefore;
    private MessageCut? _cut;
    private bool _isMuted;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(CopyRequestsAsync(cancellationToken), CopyAnswersAsync(cancellationToken));
    }

    private async Task CopyRequestsAsync(CancellationToken cancellationToken)
    {
        using var messages = new PostgresMessages(client, fromClient: true);
        var first = true;
        try
        {
            while (await messages.ReadAsync(cancellationToken) is { } message)
            {
                if (first && proxy.DropsStartupOptions)
                {
                    message = StartupMessage.WithoutOptions(message);
                }

                if (!first && (Cuts(message) || await FaultsAsync(message, cancellationToken)))
                {
                    break;
                }

                first = false;
                await server.SendAsync(message, CancellationToken.None);
            }
        }
        catch (Exception end) when (CommitProxy.IsEnd(end))
        {
            // One side hung up, or the test is over.
        }

        Close();
    }

    private async Task CopyAnswersAsync(CancellationToken cancellationToken)
    {
        using var messages = new PostgresMessages(server, fromClient: false);
        try
        {
            while (await messages.ReadAsync(cancellationToken) is { } message)
            {
                if (_isMuted)
                {
                    _commitAnswered.TrySetResult();
                }
                else if (Cuts(message, isAnswer: true))
                {
                    break;
                }
                else
                {
                    await client.SendAsync(message, CancellationToken.None);
                }
            }
        }
        catch (Exception end) when (CommitProxy.IsEnd(end))
        {
            // As above.
        }

        _commitAnswered.TrySetResult();
        Close();
    }

    /// <summary>Counts a message of the transaction that is to be cut, and tells whether the cut comes before it.</summary>
    private bool Cuts(byte[] message, bool isAnswer = false)
    {
        lock (_lock)
        {
            var type = (char)message[0];
            if (!isAnswer && type == 'Q' && message.AsSpan().IndexOf("BEGIN"u8) >= 0 && proxy.TakeCut() is { } cut)
            {
                (_cut, _answersBefore) = (cut, _unanswered);
            }

            if (_cut?.Passes() is false)
            {
                return true;
            }

            if (!isAnswer && type is 'Q' or 'S')
            {
                _unanswered++;
            }
            else if (isAnswer && type == 'Z')
            {
                _unanswered--;
                var isIdle = message[^1] == (byte)'I';
                if (_cut is not null && --_answersBefore < 0 && isIdle)
                {
                    _cut.End();
                    _cut = null;
                }
            }

            return false;
        }
    }

    private async Task<bool> FaultsAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (message.AsSpan().IndexOf("COMMIT\0"u8) < 0 || proxy.TakeFault() is not { } fault)
        {
            return false;
        }

        _isMuted = true;
        if (fault == CommitFault.CommitDelayed)
        {
            client.Close();
            await proxy.Released.WaitAsync(cancellationToken);
        }

        if (fault == CommitFault.CommitTorn)
        {
            await server.SendAsync(message.AsMemory(..(message.Length / 2)), CancellationToken.None);
        }
        else if (fault != CommitFault.CommitLost)
        {
            await server.SendAsync(message, CancellationToken.None);
            await _commitAnswered.Task.WaitAsync(cancellationToken);
        }

        return true;
    }

    private void Close()
    {
        client.Close();
        server.Close();
    }
}
