using System.Diagnostics.CodeAnalysis;
using Collab.Core.Documents;
using Collab.Core.Protocol;

namespace Collab.Client;

/// <summary>The document here: who uses it, one at a time; what of it is still to be sent; and what the server has confirmed.</summary>
/// <remarks>
/// What waits to be sent is bounded: offline nothing is kept beside the document, since the next connection's step 2 says it all, and
/// past <c>maxUnsentBytes</c> it is encoded anew when the connection takes it.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore's wait handle is never made, so nothing is held.")]
internal sealed class Replica
{
    private static readonly object FromServer = new();

    private readonly Document _document;
    private readonly int _maxUnsentBytes;
    private readonly Action _hasOutput;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<ReadOnlyMemory<byte>> _unsent = [];
    private long _unsentBytes;

    /// <summary>What the server had when the connection began, and what came from or went to it since; null until it said.</summary>
    private StateVector? _serverHas;

    /// <summary>What answers the server's step 1, until it is sent.</summary>
    private byte[]? _step2;

    /// <param name="hasOutput">Called when <see cref="TakeOutputAsync"/> has something to give.</param>
    public Replica(Document document, int maxUnsentBytes, Action hasOutput)
    {
        _document = document;
        _maxUnsentBytes = maxUnsentBytes;
        _hasOutput = hasOutput;
        document.Update += Note;
        if (document.GetStateVector().Count > 0)
        {
            Savings.Edited();
        }
    }

    /// <summary>Which edits are saved.</summary>
    public Savings Savings { get; } = new();

    public async ValueTask<T> UseAsync<T>(Func<Document, T> use, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return use(_document);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A connection begins.</summary>
    /// <returns>The state vector to ask the server with.</returns>
    public ValueTask<byte[]> BeginAsync(CancellationToken cancellationToken) => UseAsync(
        document =>
        {
            Forget();
            return document.EncodeStateVector();
        },
        cancellationToken);

    /// <summary>The connection has ended; what was sent on it and not confirmed is in doubt.</summary>
    public async ValueTask EndAsync()
    {
        await _gate.WaitAsync();
        try
        {
            Forget();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The server said what it has: from now on it is told what it lacks.</summary>
    public ValueTask<bool> AnswerAsync(ReadOnlyMemory<byte> stateVector, CancellationToken cancellationToken) => UseAsync(
        document =>
        {
            _step2 = document.EncodeStateAsUpdate(StateVector.Decode(stateVector.Span));
            _serverHas = document.GetStateVector();
            _unsent.Clear();
            _unsentBytes = 0;
            return true;
        },
        cancellationToken);

    /// <summary>Takes in an update of the server's.</summary>
    /// <returns>Whether it brought something new.</returns>
    public ValueTask<bool> ApplyAsync(ReadOnlyMemory<byte> update, CancellationToken cancellationToken) => UseAsync(
        document => document.ApplyUpdate(update.Span, FromServer).Outcome is ApplyOutcome.Whole or ApplyOutcome.Partial,
        cancellationToken);

    /// <summary>Takes what is to be sent now, in this order.</summary>
    public ValueTask<bool> TakeOutputAsync(List<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken) => UseAsync(
        document =>
        {
            TakeUpdates(document, frames);
            if (_serverHas is not null && Savings.TakeQuestion() is { } question)
            {
                frames.Add(YWebsocketFrame.Barrier(question));
            }

            return frames.Count > 0;
        },
        cancellationToken);

    /// <summary>All that the server may lack, as one update.</summary>
    public ValueTask<byte[]> EncodeUnsavedAsync(CancellationToken cancellationToken) =>
        UseAsync(document => document.EncodeStateAsUpdate(), cancellationToken);

    /// <summary>The document is its owner's again.</summary>
    public ValueTask<bool> CloseAsync() => UseAsync(
        document =>
        {
            document.Update -= Note;
            return true;
        },
        CancellationToken.None);

    private void TakeUpdates(Document document, List<ReadOnlyMemory<byte>> frames)
    {
        var before = frames.Count;
        if (_step2 is { } step2)
        {
            frames.Add(YWebsocketFrame.Step2(step2));
            _step2 = null;
        }

        if (_unsentBytes > _maxUnsentBytes)
        {
            frames.Add(YWebsocketFrame.Update(document.EncodeStateAsUpdate(_serverHas!)));
        }
        else if (_unsent.Count > 0)
        {
            frames.Add(YWebsocketFrame.Update(Updates.Merge(_unsent)));
        }

        if (frames.Count > before)
        {
            _serverHas = document.GetStateVector();
            _unsent.Clear();
            _unsentBytes = 0;
        }
    }

    private void Forget()
    {
        _serverHas = null;
        _step2 = null;
        _unsent.Clear();
        _unsentBytes = 0;
        Savings.Disconnected();
    }

    private void Note(byte[] update, Transaction transaction)
    {
        if (ReferenceEquals(transaction.Origin, FromServer))
        {
            return;
        }

        Savings.Edited();
        if (_serverHas is not null)
        {
            _unsentBytes += update.Length;
            if (_unsentBytes > _maxUnsentBytes)
            {
                _unsent.Clear();
            }
            else
            {
                _unsent.Add(update);
            }

            _hasOutput();
        }
    }
}
