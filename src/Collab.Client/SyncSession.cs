using System.Text;
using Collab.Core.Codec;
using Collab.Core.Protocol;
using Collab.Core.Sessions;

namespace Collab.Client;

/// <summary>What is said on one connection: y-websocket's protocol with our extensions (docs/protocol.md), between the replica and
/// the server.</summary>
/// <remarks>What arrives is taken by one loop, what is sent by another one; neither waits for the other.</remarks>
internal sealed class SyncSession(Replica replica, Awareness awareness, Signal output)
{
    private volatile bool _owesAwareness;
    private volatile string? _leaves;
    private byte[]? _step1;
    private bool _wasAnswered;
    private bool _hasAnswered;

    /// <summary>Both sides have told each other what they had.</summary>
    public event Action? Synced;

    /// <summary>Something new came from the server.</summary>
    public event Action? Changed;

    /// <summary>The server says what this client may do.</summary>
    public event Action<AccessRight>? AccessTold;

    /// <summary>The server refused something, and why.</summary>
    public event Action<string>? Refused;

    /// <summary>The server says whether its store takes updates.</summary>
    public event Action<bool>? StorageTold;

    public bool IsSynced => _hasAnswered && _wasAnswered;

    /// <summary>Readies what the connection begins with.</summary>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _step1 = await replica.BeginAsync(cancellationToken);
        awareness.Begin();
        SendAwareness();
    }

    /// <summary>The own awareness state is to be sent.</summary>
    public void SendAwareness()
    {
        _owesAwareness = true;
        output.Set();
    }

    /// <summary>Ends the connection from this side; the client makes another one.</summary>
    public void Leave(string reason)
    {
        _leaves = reason;
        output.Set();
    }

    /// <summary>Renews what fades with time.</summary>
    public void Tick() => awareness.Tick();

    /// <summary>Waits until there is something to send, and adds it.</summary>
    /// <returns>Null; or how this side ends the connection instead.</returns>
    public async ValueTask<ConnectionEnd?> TakeOutputAsync(List<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
    {
        while (frames.Count == 0)
        {
            await output.WaitAsync(cancellationToken);
            if (_leaves is { } reason)
            {
                return new ConnectionEnd(CloseCodes.Normal, reason);
            }

            if (_step1 is { } step1)
            {
                _step1 = null;
                frames.Add(YWebsocketFrame.Step1(step1));
            }

            await replica.TakeOutputAsync(frames, cancellationToken);
            if (_owesAwareness)
            {
                _owesAwareness = false;
                if (awareness.EncodeOwn() is { } state)
                {
                    frames.Add(YWebsocketFrame.Awareness(state));
                }
            }
        }

        return null;
    }

    /// <summary>Takes in a message.</summary>
    /// <param name="frame">Not kept.</param>
    /// <exception cref="MalformedUpdateException">It cannot be read.</exception>
    /// <exception cref="Core.Documents.PendingLimitException">Too much in it refers to what never came.</exception>
    public async ValueTask ReceiveAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var message = ServerMessage.Read(frame);
        switch (message.Kind)
        {
            case ServerMessageKind.Step1:
                await replica.AnswerAsync(message.Payload, cancellationToken);
                output.Set();
                Advance(ref _hasAnswered);
                break;
            case ServerMessageKind.Step2 or ServerMessageKind.Update:
                if (await replica.ApplyAsync(message.Payload, cancellationToken))
                {
                    Changed?.Invoke();
                }

                if (message.Kind == ServerMessageKind.Step2)
                {
                    Advance(ref _wasAnswered);
                }

                break;
            case ServerMessageKind.Awareness:
                awareness.Apply(message.Payload.Span);
                break;
            case ServerMessageKind.QueryAwareness:
                SendAwareness();
                break;
            case ServerMessageKind.Barrier when replica.Savings.Answered(message.Payload.Span):
                output.Set();
                break;
            case ServerMessageKind.Denied:
                var reason = Encoding.UTF8.GetString(message.Payload.Span);
                replica.Savings.Refused(reason);
                Refused?.Invoke(reason);
                break;
            case ServerMessageKind.Status:
                ReadStatus(Encoding.UTF8.GetString(message.Payload.Span));
                break;
            default:
                // A newer server's; or the answer to a question of an earlier connection.
                break;
        }
    }

    private void Advance(ref bool step)
    {
        if (!step)
        {
            step = true;
            if (IsSynced)
            {
                Synced?.Invoke();
            }
        }
    }

    private void ReadStatus(string json)
    {
        Any status;
        try
        {
            status = Any.ParseJson(json);
        }
        catch (FormatException)
        {
            throw new MalformedUpdateException("status is not JSON", 0);
        }

        if (status["access"] is { Kind: AnyKind.String } access
            && Enum.TryParse<AccessRight>(access.AsString(), ignoreCase: true, out var right))
        {
            AccessTold?.Invoke(right);
        }

        if (status["storage"] is { Kind: AnyKind.String } storage)
        {
            StorageTold?.Invoke(storage.AsString() == "ok");
        }
    }
}
